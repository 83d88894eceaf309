using Federation.Hosting;
using Federation.Partners.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Date = Google.Type.Date;

namespace Federation.Partners.Tests;

public sealed class FormTests
{
    private static readonly Principal Aster = Principal.Of(new PartnerId("aster"));
    private static readonly Principal Ada = Principal.OfPerson("ada");

    public static TheoryData<string, UpdateCoinRequest, string> Updates => new()
    {
        { "nothing", new(), "name" },
        { "a bad code", new() { DisplayCode = "a" }, "display_code" },
        { "a zone alone", new() { Expiry = new ExpiryRule { TimeZone = "Europe/London" } }, "expiry" },
        { "never, and a rule", new() { NeverExpires = true, Expiry = new ExpiryRule { Days = 5 } }, "never_expires" },
        { "a rule by activity", new() { Expiry = new ExpiryRule { DaysAfterActivity = 5 } },
            "expiry.days_after_activity" },
        { "a bad rule", new() { Expiry = new ExpiryRule { Days = 0 } }, "expiry.days" },
        { "too many gifts", new() { GiftLimit = new GiftLimit { GiftsPerDay = 1001 } }, "gift_limit.gifts_per_day" },
        { "gifts below", new() { GiftLimit = new GiftLimit { GiftsPerDay = -1 } }, "gift_limit.gifts_per_day" },
        { "a bad zone of gifts", new() { GiftLimit = new GiftLimit { GiftsPerDay = 1, TimeZone = "Mars/Olympus" } },
            "gift_limit.time_zone" },
        { "a bad zone", new() { Expiry = new ExpiryRule { Days = 5, TimeZone = " Europe/London" } },
            "expiry.time_zone" },
    };

    [Theory]
    [MemberData(nameof(Updates))]
    public void Coin_Update_NamesEachBadField(string story, UpdateCoinRequest request, string field)
    {
        var form = new Form();
        CoinForm.Check(form, request);
        Assert.True(form.Problem()?.Fields.Single().Field == field, $"{story}: {form.Problem()}");
    }

    public static TheoryData<string, Action<DefineCoinRequest>, string> Coins => new()
    {
        { "as it should be", _ => { }, "" },
        { "id", r => r.CoinId = "A", "coin_id" },
        { "code in lower case", r => r.DisplayCode = "aster", "display_code" },
        { "code too long", r => r.DisplayCode = "ASTERASTERAST", "display_code" },
        { "scale below", r => r.Scale = -1, "scale" },
        { "scale above", r => r.Scale = 10, "scale" },
        { "no name", r => r.DisplayName = "", "display_name" },
        { "long Chinese name", r => r.DisplayNameZh = new string('星', 101), "display_name_zh" },
        { "gifts", r => r.GiftLimit = new GiftLimit { GiftsPerDay = 1000, TimeZone = "Asia/Shanghai" }, "" },
        { "no limit of gifts", r => r.GiftLimit = new GiftLimit(), "" },
        { "too many gifts", r => r.GiftLimit = new GiftLimit { GiftsPerDay = 1001 }, "gift_limit.gifts_per_day" },
        { "a bad zone of gifts", r => r.GiftLimit = new GiftLimit { TimeZone = "utc" }, "gift_limit.time_zone" },
        { "days", r => r.Expiry = new ExpiryRule { Days = 365 }, "" },
        { "no days", r => r.Expiry = new ExpiryRule { Days = 0 }, "expiry.days" },
        { "a day", r => r.Expiry = new ExpiryRule { Days = 1 }, "" },
        { "most days", r => r.Expiry = new ExpiryRule { Days = 36_500 }, "" },
        { "too many days", r => r.Expiry = new ExpiryRule { Days = 36_501 }, "expiry.days" },
        { "months", r => r.Expiry = new ExpiryRule { Months = 1_200 }, "" },
        { "no months", r => r.Expiry = new ExpiryRule { Months = 0 }, "expiry.months" },
        { "too many months", r => r.Expiry = new ExpiryRule { Months = 1_201 }, "expiry.months" },
        { "activity", r => r.Expiry = new ExpiryRule { DaysAfterActivity = 36_500 }, "" },
        { "activity below", r => r.Expiry = new ExpiryRule { DaysAfterActivity = -1 }, "expiry.days_after_activity" },
        { "no activity", r => r.Expiry = new ExpiryRule { DaysAfterActivity = 0 }, "expiry.days_after_activity" },
        { "much activity", r => r.Expiry = new ExpiryRule { DaysAfterActivity = 36_501 },
            "expiry.days_after_activity" },
        { "notice", r => r.Expiry = new ExpiryRule { Days = 30, NoticeDays = 90 }, "" },
        {
            "notice on receipt",
            r => r.Expiry = new ExpiryRule
            {
                Months = 3,
                NoticeDays = 1,
                NoticeEvidence = NoticeEvidence.Delivered,
            },
            ""
        },
        { "too long a notice", r => r.Expiry = new ExpiryRule { Days = 30, NoticeDays = 91 }, "expiry.notice_days" },
        { "notice below", r => r.Expiry = new ExpiryRule { Days = 30, NoticeDays = -1 }, "expiry.notice_days" },
        { "notice of no end", r => r.Expiry = new ExpiryRule { NoticeDays = 30 }, "expiry.notice_days" },
        {
            "notice of activity", r => r.Expiry = new ExpiryRule { DaysAfterActivity = 30, NoticeDays = 30 },
            "expiry.notice_days"
        },
        {
            "evidence alone",
            r => r.Expiry = new ExpiryRule { Days = 30, NoticeEvidence = NoticeEvidence.Read },
            "expiry.notice_evidence"
        },
        {
            "no such evidence",
            r => r.Expiry = new ExpiryRule { Days = 30, NoticeDays = 30, NoticeEvidence = (NoticeEvidence)4 },
            "expiry.notice_evidence"
        },
        { "leap day", r => r.Expiry = Fixed(new Date { Month = 2, Day = 29 }), "" },
        { "no such day", r => r.Expiry = Fixed(new Date { Month = 2, Day = 30 }), "expiry.fixed_dates.dates" },
        { "a year", r => r.Expiry = Fixed(new Date { Year = 2011, Month = 2, Day = 1 }), "expiry.fixed_dates.dates" },
        { "no day", r => r.Expiry = Fixed(new Date { Month = 2 }), "expiry.fixed_dates.dates" },
        { "month 13", r => r.Expiry = Fixed(new Date { Month = 13, Day = 1 }), "expiry.fixed_dates.dates" },
        { "no month", r => r.Expiry = Fixed(new Date { Day = 1 }), "expiry.fixed_dates.dates" },
        { "a date too many", r => r.Expiry = Fixed([.. Enumerable.Range(1, 13).Select(Of)]),
            "expiry.fixed_dates.dates" },
        { "as many as go", r => r.Expiry = Fixed([.. Enumerable.Range(1, 12).Select(Of)]), "" },
        { "no dates", r => r.Expiry = Fixed(), "expiry.fixed_dates.dates" },
        { "same day twice", r => r.Expiry =
            Fixed(new Date { Month = 1, Day = 1 }, new Date { Month = 1, Day = 1 }), "expiry.fixed_dates.dates" },
        { "zone", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "UTC" }, "" },
        { "no such zone", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "Mars/Olympus" }, "expiry.time_zone" },
        { "zones", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "America/Argentina/Buenos_Aires" }, "" },
        { "signed zone", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "Etc/GMT+5" }, "" },
        { "old zone", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "Asia/Calcutta" }, "" },
        { "zone without rule", r => r.Expiry = new ExpiryRule { TimeZone = "Mars/Olympus" }, "expiry.time_zone" },
        { "Windows zone", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "UTC-11" }, "expiry.time_zone" },
        { "the node's zone", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "localtime" }, "expiry.time_zone" },
        { "leap seconds", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "right/UTC" }, "expiry.time_zone" },
        { "copied zone", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "posix/Asia/Tokyo" },
            "expiry.time_zone" },
        { "doubled stroke", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "Asia//Tokyo" }, "expiry.time_zone" },
        { "lower case", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "utc" }, "expiry.time_zone" },
        { "a path", r => r.Expiry = new ExpiryRule { Days = 1, TimeZone = "../passwd" }, "expiry.time_zone" },
        { "no grace", r => r.RestoreGraceDays = 0, "" },
        { "a year's grace", r => r.RestoreGraceDays = 365, "" },
        { "grace below", r => r.RestoreGraceDays = -1, "restore_grace_days" },
        { "grace above", r => r.RestoreGraceDays = 366, "restore_grace_days" },
        { "all at once", r => (r.CoinId, r.DisplayCode, r.Scale, r.RestoreGraceDays) = ("", "", 99, 999),
            "coin_id display_code scale restore_grace_days" },
    };

    [Theory]
    [MemberData(nameof(Coins))]
    public void Coin_Definition_NamesEachBadField(string story, Action<DefineCoinRequest> change, string fields)
    {
        var request =
            new DefineCoinRequest { CoinId = "aster", DisplayCode = "ASTER", Scale = 2, DisplayName = "Aster" };
        change(request);
        var form = new Form();

        CoinForm.Check(form, request);

        Assert.True(fields == BadFields(form), $"{story}: {BadFields(form)}");
    }

    [Theory]
    [InlineData("partners/aster", CredentialRole.PartnerService, "", "", "")]
    [InlineData("partners/aster", CredentialRole.PartnerAdmin, "", "ledger.adjust", "")]
    [InlineData("partners/aster", CredentialRole.PartnerService, "", "ledger.adjust", "scopes")]
    [InlineData("partners/aster", CredentialRole.AllianceAdmin, "", "", "role")]
    [InlineData("partners/aster", CredentialRole.Unspecified, "", "", "role")]
    [InlineData("partners/aster", (CredentialRole)9, "", "", "role")]
    [InlineData("partners/aster", CredentialRole.PartnerAdmin, "ada", "", "person")]
    [InlineData("alliance", CredentialRole.AllianceAdmin, "ada", "", "")]
    [InlineData("alliance", CredentialRole.AllianceApprover, "ada.lovelace", "boards.approve", "")]
    [InlineData("alliance", CredentialRole.AllianceApprover, "ada", "boards.publish", "scopes")]
    [InlineData("alliance", CredentialRole.AllianceAdmin, "", "", "person")]
    [InlineData("alliance", CredentialRole.AllianceAdmin, "Ada", "", "person")]
    [InlineData("alliance", CredentialRole.PartnerAdmin, "ada", "", "role")]
    public void Credential_Plan_NamesEachBadField(
        string parent, CredentialRole role, string person, string scope, string fields)
    {
        Assert.True(CredentialOwner.TryRead(parent, out var owner));
        var wish = new CredentialWish("Tills", role, scope.Length > 0 ? [scope] : [], person);
        var form = new Form();

        var (client, lacking) = CredentialPlan.For(
            wish, owner, CallerOf(parent == "alliance" ? Role.AllianceAdmin : Role.PartnerAdmin), form);

        Assert.Null(lacking);
        Assert.Equal(fields, BadFields(form));
        if (fields.Length > 0)
            return;
        Assert.Equal(parent, client.Owner);
        Assert.Equal(person.Length > 0 ? "admins/" + person : parent, client.Principal);
        Assert.Equal(
            scope.Length > 0 ? [scope] : Permissions.ScopesOf(Permissions.RoleOf(client.Role)!.Value), client.Scopes);
        Assert.Equal(role, CredentialPlan.RoleOf(client.Role));
    }

    [Theory]
    [InlineData("", null, "credentials.write ledger.read")]
    [InlineData("ledger.read", null, "ledger.read")]
    [InlineData("ledger.read ledger.earn", "ledger.earn", null)]
    [InlineData("credentials.write partners.write", "partners.write", null)]
    public void Credential_Plan_GivesNoScopeThatTheCallerLacks(string asked, string? lacking, string? given)
    {
        var caller = CallerOf(Role.PartnerAdmin, "credentials.write", "ledger.read");
        var wish = new CredentialWish(
            "Tills", CredentialRole.PartnerAdmin, asked.Split(' ', StringSplitOptions.RemoveEmptyEntries), "");

        var plan = CredentialPlan.For(wish, new CredentialOwner("aster"), caller, new Form());

        Assert.Equal(lacking, plan.Lacking);
        if (given is not null)
            Assert.Equal(given, string.Join(' ', plan.Client.Scopes));
    }

    [Fact]
    public void Credential_Plan_OfAnotherRole_HasItsScopesWithoutThoseThatTheCallerShouldHave()
    {
        var caller = CallerOf(Role.AllianceAdmin, "credentials.write", "boards.check");
        var wish = new CredentialWish("Approver", CredentialRole.AllianceApprover, [], "ben");

        var scopes = CredentialPlan.For(wish, default, caller, new Form()).Client.Scopes;

        Assert.Contains("boards.approve", scopes);
        Assert.Contains("boards.check", scopes);
        Assert.DoesNotContain("boards.read", scopes);
    }

    [Theory]
    [InlineData("partners/aster/credentials/aster-abc", "partners/aster", "aster-abc")]
    [InlineData("alliance/credentials/alliance-ada.lovelace", "alliance", "alliance-ada.lovelace")]
    [InlineData("partners/aster/credentials/", null, null)]
    [InlineData("partners/aster/credentials/a/b", null, null)]
    [InlineData("partners/Aster/credentials/ab", null, null)]
    [InlineData("partners/aster", null, null)]
    [InlineData("", null, null)]
    public void Credential_Name_IsReadOrNot(string name, string? owner, string? id)
    {
        Assert.Equal(owner is not null, CredentialOwner.TryReadCredential(name, out var read, out var clientId));
        if (owner is not null)
            Assert.Equal((owner, id, name), (read.Name, clientId, read.NameOf(clientId)));
    }

    private static Caller CallerOf(Role role, params string[] scopes) => new(
        role == Role.PartnerAdmin ? Aster : Ada, role,
        (scopes.Length > 0 ? scopes : Permissions.ScopesOf(role)).ToHashSet());

    [Fact]
    public void ClientId_OfOneRequest_IsAlwaysTheSameAndNeverAnothers()
    {
        var owner = new CredentialOwner("aster");
        var request = Guid.Parse("0196b1d0-0000-7000-8000-000000000001");

        Assert.Equal(CredentialPlan.ClientIdOf(owner, Aster, request),
            CredentialPlan.ClientIdOf(owner, Aster, request));
        Assert.Matches("^aster-[a-z2-7]{12}$", CredentialPlan.ClientIdOf(owner, Aster, request));
        Assert.NotEqual(CredentialPlan.ClientIdOf(owner, Aster, request),
            CredentialPlan.ClientIdOf(owner, Ada, request));
        Assert.StartsWith(
            "alliance-", CredentialPlan.ClientIdOf(default, Ada, request), StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_OfEachDatabase_MatchTheModel()
    {
        foreach (var db in (PartnersDb[])
            [new SqlitePartnersDesign().CreateDbContext([]), new PostgresPartnersDesign().CreateDbContext([]),
             new SqlServerPartnersDesign().CreateDbContext([])])
        {
            using (db)
            {
                Assert.False(db.Database.HasPendingModelChanges(), db.GetType().Name);
                Assert.NotEmpty(db.GetService<IMigrator>().GenerateScript());
            }
        }
    }

    private static Date Of(int number) => new() { Month = 1, Day = number };

    private static ExpiryRule Fixed(params Date[] dates) => new() { FixedDates = new FixedDates { Dates = { dates } } };

    private static string BadFields(Form form) =>
        string.Join(' ', form.Problem()?.Fields.Select(f => f.Field).Distinct() ?? []);
}
