using Federation.Errors.V1;
using static Federation.Accounts.Tests.Alliance;

namespace Federation.Accounts.Tests;

public sealed class MemberTestsOnSqlite(SqliteAlliance alliance)
    : MemberTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class MemberTestsOnPostgres(PostgresAlliance alliance)
    : MemberTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class MemberTestsOnSqlServer(SqlServerAlliance alliance)
    : MemberTests(alliance), IClassFixture<SqlServerAlliance>;

public abstract class MemberTests(Alliance alliance) : AllianceTests(alliance)
{

    [Fact]
    public async Task Register_ANewNumber_IsLinkedWithoutConsent()
    {
        var response = await Aster.Register("new-1", language: "zh-CN");
        Assert.False(response.Replayed);
        var member = response.Member;
        Assert.Equal(("new-1", V1.MemberState.Linked, "zh-CN"), (member.ExternalId, member.State, member.LanguageCode));
        Assert.Equal(new V1.AlliedSpending(), member.AlliedSpending);
        Assert.Equal(member, await Aster.Get(member.Name));
        Assert.Equal(member, await Aster.Find("new-1"));
    }

    [Fact]
    public async Task Register_Twice_AnswersTheFirst()
    {
        var id = Brand.NewId();
        var first = await Aster.Register("twice-1", id);
        var again = await Aster.Register("twice-1", id);
        Assert.True(again.Replayed);
        Assert.Equal(first.Member, again.Member);
        await Refused(ErrorReason.RequestIdReused, () => Aster.Register("twice-2", id));
        // Another brand's requests are its own.
        Assert.False((await Birch.Register("twice-1", id)).Replayed);
    }

    [Fact]
    public async Task Register_ATakenNumber_AlreadyExists()
    {
        await Aster.Register("taken-1");
        var refusal = await Refused(ErrorReason.AlreadyExists, () => Aster.Register("taken-1"));
        Assert.Equal("taken-1", refusal.Metadata["external_id"]);
        await Aster.Register("TAKEN-1");
        await Birch.Register("taken-1");
    }

    /// <summary>SQL Server does not count blanks at the end when it compares: such a number would be another's
    /// there.</summary>
    [Theory]
    [InlineData("blank-1 ")]
    [InlineData(" blank-1")]
    [InlineData(" ")]
    public async Task Numbers_WithBlanksAtTheirEnds_AreRefusedEverywhere(string number)
    {
        var member = await Aster.Member("blanks-" + Brand.NewId());
        var code = await Aster.LinkCode(member);
        await Refused(ErrorReason.FieldInvalid, () => Aster.Register(number));
        await Refused(ErrorReason.FieldInvalid, () => Aster.Find(number));
        await Refused(ErrorReason.FieldInvalid, () => Aster.Update(member, number));
        await Refused(ErrorReason.FieldInvalid, () => Birch.Link(code, number));
    }

    [Fact]
    public async Task Register_AtOnce_OneMemberPerNumberAndRequest()
    {
        var id = Brand.NewId();
        var same = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Aster.Register("at-once-1", id)));
        Assert.Single(same.Select(r => r.Member.Name).Distinct());
        Assert.Single(same, r => !r.Replayed);
        var other = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Outcome(() => Aster.Register("at-once-2"))));
        Assert.Single(other, o => o is null);
        Assert.All(other.OfType<Hosting.Refusal>(), o => Assert.Equal(ErrorReason.AlreadyExists, o.Reason));
    }

    [Theory]
    [InlineData("", "e", "", "request_id")]
    [InlineData("no-uuid", "e", "", "request_id")]
    [InlineData("00000000-0000-0000-0000-000000000000", "e", "", "request_id")]
    [InlineData("018f5a00-0000-7000-8000-000000000001", "", "", "external_id")]
    [InlineData("018f5a00-0000-7000-8000-000000000001", "a\nb", "", "external_id")]
    [InlineData("018f5a00-0000-7000-8000-000000000001", "é", "", "external_id")]
    [InlineData("018f5a00-0000-7000-8000-000000000001", "e", "zh_CN", "language_code")]
    [InlineData("018f5a00-0000-7000-8000-000000000001", "e", "a", "language_code")]
    [InlineData("018f5a00-0000-7000-8000-000000000001", "e", "de-", "language_code")]
    [InlineData("018f5a00-0000-7000-8000-000000000001", "e", "de-AT-1901-abcdefgh-abcdefgh-abcdefgh", "language_code")]
    [InlineData("", "", "!", "request_id external_id language_code")]
    public async Task Register_OfBadForm_NamesEachField(string id, string externalId, string language, string fields)
    {
        var refusal = await Refused(ErrorReason.FieldInvalid, () => Aster.Register(externalId, id, language));
        Assert.Equal(fields, string.Join(' ', refusal.Fields.Select(f => f.Field)));
    }

    [Fact]
    public async Task Get_ByAnotherBrand_IsUnknown()
    {
        var name = await Aster.Member("pairwise-1");
        await Refused(ErrorReason.MemberNotFound, () => Birch.Get(name));
        await Refused(ErrorReason.MemberNotFound, () => Birch.Find("pairwise-1"));
        await Refused(ErrorReason.FieldInvalid, () => Aster.Get("members/x"));
        var linked = await Birch.LinkedFrom(Aster, name, "pairwise-b");
        Assert.NotEqual(name, linked);
        await Refused(ErrorReason.MemberNotFound, () => Aster.Get(linked));
        Assert.Equal(Aster.InternalId(name), Birch.InternalId(linked));
    }

    [Fact]
    public async Task List_InPages_HasEachMemberOnceInOrderOfLinking()
    {
        var expected = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            // Several in the same microsecond: their order is then some order, always the same.
            if (i % 3 == 0)
                Alliance.Pass(TimeSpan.FromSeconds(1));
            expected.Add(await Cedar.Member($"list-{i}"));
        }
        await Cedar.Unlink(expected[1]);
        await Cedar.Close(expected[2]);
        var (seen, token) = (new List<V1.Member>(), "");
        do
        {
            var page = await Cedar.List(2, token);
            Assert.InRange(page.Members.Count, 1, 2);
            seen.AddRange(page.Members);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal((await Cedar.List()).Members, seen);
        Assert.Equal(expected.Order(), seen.Select(m => m.Name).Order());
        var times = seen.Select(m => m.LinkTime.ToDateTimeOffset()).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(V1.MemberState.Unlinked, seen.Single(m => m.Name == expected[1]).State);
        Assert.Equal(V1.MemberState.Closed, seen.Single(m => m.Name == expected[2]).State);
        token = (await Cedar.List(2)).NextPageToken;
        await Refused(ErrorReason.PageTokenInvalid, () => Aster.List(2, token));
        await Refused(ErrorReason.PageTokenInvalid, () => Cedar.List(2, token[1..]));
        await Refused(ErrorReason.FieldInvalid, () => Cedar.List(1001));
        var place = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(token));
        Assert.DoesNotContain(Cedar.InternalId(expected[1]), place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_SomeFields_KeepsTheOthers()
    {
        var name = (await Aster.Register("update-1", language: "de")).Member.Name;
        var linked = await Birch.LinkedFrom(Aster, name, "update-b");
        var updated = (await Aster.Update(name, externalId: "update-2")).Member;
        Assert.Equal(("update-2", "de"), (updated.ExternalId, updated.LanguageCode));
        updated = (await Aster.Update(name, language: "en-GB")).Member;
        Assert.Equal(("update-2", "en-GB"), (updated.ExternalId, updated.LanguageCode));
        Assert.Equal(updated, await Aster.Find("update-2"));
        await Refused(ErrorReason.MemberNotFound, () => Aster.Find("update-1"));
        var other = await Birch.Get(linked);
        Assert.Equal(("update-b", "en-GB"), (other.ExternalId, other.LanguageCode));
        await Aster.Register("update-1");
        await Refused(ErrorReason.AlreadyExists, () => Aster.Update(name, externalId: "update-1"));
        await Aster.Update(name, externalId: "update-2");
    }

    [Fact]
    public async Task Brand_Suspended_ReadsAndNothingElse()
    {
        var name = await Aster.Member("suspended-1");
        var id = Brand.NewId();
        await Aster.Update(name, language: "fr", requestId: id);
        var code = await Birch.LinkCode(await Birch.Member("suspended-b"));
        await Alliance.WhileSuspended("aster", async () =>
        {
            Func<Task>[] commands =
            [
                () => Aster.Register("suspended-2"), () =>
                Aster.Update(name, language: "it"), () => Aster.RequestClosure(name),
                () => Aster.WithdrawClosure(name), () => Aster.Relink(name),
                () => Aster.CreateLinkCode(name), () => Aster.Unlink(name), () => Aster.SetAlliedSpending(name, true),
                () => Aster.CreatePayCode(name, "coins/aster"),
            ];
            foreach (var command in commands)
                await Refused(ErrorReason.PartnerSuspended, command);
            var fresh = await Birch.LinkCode((await Birch.Find("suspended-b")).Name);
            await Refused(ErrorReason.PartnerSuspended, () => Aster.Link(fresh, "suspended-3"));
            Assert.Equal("fr", (await Aster.Get(name)).LanguageCode);
            Assert.NotEmpty((await Aster.List()).Members);
            // What was answered before is answered still.
            Assert.True((await Aster.Update(name, language: "fr", requestId: id)).Replayed);
        });
        await Aster.SetAlliedSpending(name, true);
    }

    [Theory]
    [InlineData("unknown", ErrorReason.MemberNotFound, ErrorReason.MemberNotFound, ErrorReason.MemberNotFound)]
    [InlineData("foreign", ErrorReason.MemberNotFound, ErrorReason.MemberNotFound, ErrorReason.MemberNotFound)]
    [InlineData("unlinked", ErrorReason.NotLinked, ErrorReason.NotLinked, ErrorReason.NotLinked)]
    [InlineData("closed", ErrorReason.MemberClosed, ErrorReason.NotLinked, null)]
    public async Task Command_OnAMemberInAState_IsRefused(
        string state, ErrorReason acting, ErrorReason unlinking, ErrorReason? closing)
    {
        var name = state switch
        {
            "unknown" => "members/018f5a00-0000-7000-8000-000000000001",
            "foreign" => await Birch.Member("state-foreign"),
            _ => await Aster.Member("state-" + state),
        };
        if (state == "unlinked")
            await Aster.Unlink(name);
        if (state == "closed")
            await Aster.Close(name);
        await Refused(acting, () => Aster.Update(name, language: "it"));
        await Refused(acting, () => Aster.CreateLinkCode(name));
        await Refused(acting, () => Aster.SetAlliedSpending(name, true));
        await Refused(acting, () => Aster.CreatePayCode(name, "coins/aster"));
        await Refused(acting, () => Aster.WithdrawClosure(name));
        await Refused(unlinking, () => Aster.Unlink(name));
        if (closing is { } reason)
            await Refused(reason, () => Aster.RequestClosure(name));
        else
            Assert.Equal(V1.MemberState.Closed, (await Aster.RequestClosure(name)).Member.State);
    }
}
