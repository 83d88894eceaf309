using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using static Federation.Accounts.Tests.Alliance;

namespace Federation.Accounts.Tests;

public sealed class ConsentTestsOnSqlite(SqliteAlliance alliance)
    : ConsentTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class ConsentTestsOnPostgres(PostgresAlliance alliance)
    : ConsentTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class ConsentTestsOnSqlServer(SqlServerAlliance alliance)
    : ConsentTests(alliance), IClassFixture<SqlServerAlliance>;

public abstract class ConsentTests(Alliance alliance) : AllianceTests(alliance)
{
    /// <summary>A member that leaves and comes back is linked again; its first link keeps its time.</summary>
    [Fact]
    public async Task Resolve_AfterComingBackTwice_TellsTheFirstLink()
    {
        var name = await Aster.Member("first-link");
        var first = (await ByMember(Aster, name)).FirstLinkTime;
        Assert.Equal((await Aster.Get(name)).LinkTime, first);
        for (var i = 0; i < 2; i++)
        {
            await Aster.Unlink(name);
            Alliance.Pass(TimeSpan.FromMinutes(1));
            await Aster.Relink(name);
            var answer = await ByMember(Aster, name);
            Assert.Equal(((await Aster.Get(name)).LinkTime, first), (answer.LinkTime, answer.FirstLinkTime));
        }
        Assert.NotEqual(first, (await Aster.Get(name)).LinkTime);
    }

    [Fact]
    public async Task Resolve_ByMember_TellsTheLinkAndEveryBrandsConsent()
    {
        var name = await Aster.Member("resolve-1");
        var till = await Birch.LinkedFrom(Aster, name, "resolve-b");
        var third = await Cedar.LinkedFrom(Aster, name, "resolve-c");
        Assert.Empty((await ByMember(Birch, till)).Consents);
        await Aster.SetAlliedSpending(name, true, 50);
        await Cedar.SetAlliedSpending(third, true);
        var answer = await ByMember(Birch, till);
        Assert.Equal(
            (Aster.InternalId(name), false, true), (answer.MemberId, answer.MemberClosed, answer.MerchantLinked));
        Assert.Equal("aster:50 cedar:0", Consents(answer));
        Assert.Equal((await Birch.Get(till)).LinkTime, answer.LinkTime);
        Assert.Null(answer.PayCode);
        // Every brand's, the till's own too: the exchange leaves out what it does not need.
        Assert.Equal("aster:50 cedar:0", Consents(await ByMember(Cedar, third)));

        await Aster.SetAlliedSpending(name, false);
        await Cedar.Unlink(third);
        Assert.Equal("", Consents(await ByMember(Birch, till)));
        var ended = await ByMember(Cedar, third);
        Assert.Equal((Aster.InternalId(name), false), (ended.MemberId, ended.MerchantLinked));
        await Birch.RequestClosure(till);
        await Aster.Close(name);
        Assert.True((await ByMember(Birch, till)).MemberClosed);
    }

    [Fact]
    public async Task Resolve_AStrangersName_IsNoMember()
    {
        var name = await Aster.Member("stranger-1");
        Assert.Equal(new ResolveSpendingResponse(), await ByMember(Birch, name));
        const string nobody = "members/018f5a00-0000-7000-8000-000000000001";
        Assert.Equal(new ResolveSpendingResponse(), await ByMember(Birch, nobody));
        // The right name under the alliance's key, of a member that this brand never had.
        Assert.True(Alliance.Names.TryRead("aster", name, out var member));
        Assert.Equal(new ResolveSpendingResponse(), await ByMember(Birch, Alliance.Names.NameFor("birch", member)));
    }

    [Fact]
    public async Task Resolve_ByPayCode_TellsWhatItIsGoodFor()
    {
        var name = await Aster.Member("pay-1");
        var code = (await Aster.CreatePayCode(name, "coins/aster", 70, "partners/birch/merchants/cafe")).PayCode;
        var answer = await ByPayCode(Birch, code.ToLowerInvariant());
        Assert.Equal(
            (Aster.InternalId(name), false, false), (answer.MemberId, answer.MemberClosed, answer.MerchantLinked));
        Assert.True(Code.TryRead(code, out var read));
        Assert.Equal(
            new Internal.V1.PayCode
            {
                CoinId = "aster",
                MaximumUnits = 70,
                Merchant = "partners/birch/merchants/cafe",
                Consumes = Codes.Consumes(read.Hash),
            }, answer.PayCode);
        Alliance.Pass(TimeSpan.FromMinutes(2) - TimeSpan.FromMicroseconds(1));
        Assert.False((await ByPayCode(Birch, code)).PayCode.Expired);
        Alliance.Pass(TimeSpan.FromMicroseconds(1));
        Assert.True((await ByPayCode(Birch, code)).PayCode.Expired);
        await Birch.LinkedFrom(Aster, name, "pay-b");
        Assert.True((await ByPayCode(Birch, code)).MerchantLinked);
        Assert.Equal(new ResolveSpendingResponse(), await ByPayCode(Birch, "0000-0000-0000-0000"));
        Assert.Equal(new ResolveSpendingResponse(), await ByPayCode(Birch, "mistyped"));
    }

    [Fact]
    public async Task PayCode_OfAnEndedLink_StaysExpiredAfterLinkingAgain()
    {
        var name = await Aster.Member("ended-1");
        var linked = await Birch.LinkedFrom(Aster, name, "ended-b");
        var code = (await Birch.CreatePayCode(linked, "coins/birch")).PayCode;
        await Birch.Unlink(linked);
        await Birch.LinkedFrom(Aster, name, "ended-b");
        Assert.True((await ByPayCode(Cedar, code)).PayCode.Expired);
    }

    [Fact]
    public async Task PayCode_AskedTwice_IsTheSameAndRemembersNoCode()
    {
        var name = await Aster.Member("same-1");
        var id = Brand.NewId();
        var first = await Aster.CreatePayCode(name, "coins/aster", requestId: id);
        var again = await Aster.CreatePayCode(name, "coins/aster", requestId: id);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal((first.PayCode, first.ExpireTime), (again.PayCode, again.ExpireTime));
        Assert.DoesNotContain(first.PayCode, await Alliance.RememberedAnswers(), StringComparison.Ordinal);
        await Refused(ErrorReason.RequestIdReused, () => Aster.CreateLinkCode(name, id));
    }

    [Theory]
    [InlineData("coins/nothing", 1, "", ErrorReason.CoinNotFound)]
    [InlineData("coins/birch", 1, "", ErrorReason.NotYours)]
    [InlineData("coins/aster", 1, "partners/birch/merchants/bar", ErrorReason.MerchantNotFound)]
    [InlineData("coins/aster", 0, "", ErrorReason.FieldInvalid)]
    [InlineData("coins/aster", -1, "", ErrorReason.FieldInvalid)]
    [InlineData("coins/aster", Units.MaxCommand + 1, "", ErrorReason.FieldInvalid)]
    [InlineData("aster", 1, "", ErrorReason.FieldInvalid)]
    [InlineData("coins/aster", 1, "birch/cafe", ErrorReason.FieldInvalid)]
    [InlineData("coins/aster", Units.MaxCommand, "partners/birch/merchants/cafe", null)]
    public async Task PayCode_For_IsMadeOrRefused(string coin, long units, string merchant, ErrorReason? reason)
    {
        var name = await Aster.Member(Brand.NewId());
        if (reason is { } expected)
            await Refused(expected, () => Aster.CreatePayCode(name, coin, units, merchant));
        else
            await Aster.CreatePayCode(name, coin, units, merchant);
    }

    [Fact]
    public async Task PayCode_OfACoinJustDefined_IsMade()
    {
        var name = await Aster.Member("just-1");
        await Refused(ErrorReason.CoinNotFound, () => Aster.CreatePayCode(name, "coins/aster-new"));
        Alliance.GivenCoin("aster", "aster-new");
        await Aster.CreatePayCode(name, "coins/aster-new");
    }

    [Fact]
    public async Task AlliedSpending_OfBadForm_IsRefused()
    {
        var name = await Aster.Member("form-1");
        await Refused(ErrorReason.FieldInvalid, () => Aster.SetAlliedSpending(name, true, -1));
        await Refused(ErrorReason.FieldInvalid, () => Aster.SetAlliedSpending(name, true, long.MaxValue));
        var missing = await Refused(ErrorReason.FieldInvalid, () => Aster.Ask(
            (s, c) => s.SetAlliedSpending(new() { RequestId = Brand.NewId(), Member = name }, c), "SetAlliedSpending"));
        Assert.Equal("allied_spending", Assert.Single(missing.Fields).Field);
        var most = await Aster.SetAlliedSpending(name, true, Units.MaxCommand);
        Assert.Equal(Units.MaxCommand, most.Member.AlliedSpending.DailyCapUnits);
    }

    [Fact]
    public async Task Resolve_OfBadForm_IsRefused()
    {
        ResolveSpendingRequest[] bad =
        [
            new() { MerchantPartnerId = "birch" }, new() { MerchantPartnerId = "birch", Member = "x" },
            new() { MerchantPartnerId = "birch", PayCode = "" }, new() { MerchantPartnerId = "", PayCode = "x" },
        ];
        foreach (var request in bad)
            await Refused(ErrorReason.FieldInvalid, () => Alliance.Resolve(request));
    }

    [Fact]
    public async Task Resolve_ManyAtOnce_AreAnsweredInTheirOrder()
    {
        var (first, second) = (await Aster.Member("many-1"), await Aster.Member("many-2"));
        await Aster.SetAlliedSpending(second, true, 7);
        var till = await Birch.LinkedFrom(Aster, second, "many-b");
        var code = (await Aster.CreatePayCode(first, "coins/aster", 70)).PayCode;
        const string nobody = "members/018f5a00-0000-7000-8000-000000000001";

        var answers = (await Alliance.ResolveAll(new()
        {
            Requests =
            {
                new ResolveSpendingRequest { MerchantPartnerId = "birch", Member = till },
                new ResolveSpendingRequest { MerchantPartnerId = "birch", PayCode = code },
                new ResolveSpendingRequest { MerchantPartnerId = "birch", Member = nobody },
                new ResolveSpendingRequest { MerchantPartnerId = "birch", PayCode = "not a code" },
                new ResolveSpendingRequest { MerchantPartnerId = "aster", Member = second },
            },
        })).Responses;

        Assert.Equal(
            [Aster.InternalId(second), Aster.InternalId(first), "", "", Aster.InternalId(second)],
            answers.Select(a => a.MemberId));
        Assert.Equal(["aster:7", "", "", "", "aster:7"], answers.Select(Consents));
        Assert.Equal(1, answers.Count(a => a.PayCode is not null));
        await Refused(ErrorReason.FieldInvalid, () => Alliance.ResolveAll(new()));
    }

    private Task<ResolveSpendingResponse> ByMember(Brand till, string name) =>
        Alliance.Resolve(new() { MerchantPartnerId = till.Id, Member = name });

    private Task<ResolveSpendingResponse> ByPayCode(Brand till, string code) =>
        Alliance.Resolve(new() { MerchantPartnerId = till.Id, PayCode = code });

    private static string Consents(ResolveSpendingResponse answer) =>
        string.Join(' ', answer.Consents.Select(c => $"{c.PartnerId}:{c.DailyCapUnits}").Order());
}
