using Federation.Errors.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using static Federation.Accounts.Tests.Alliance;

namespace Federation.Accounts.Tests;

public sealed class NumberTestsOnSqlite(SqliteAlliance alliance)
    : NumberTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class NumberTestsOnPostgres(PostgresAlliance alliance)
    : NumberTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class NumberTestsOnSqlServer(SqlServerAlliance alliance)
    : NumberTests(alliance), IClassFixture<SqlServerAlliance>;

public abstract class NumberTests(Alliance alliance) : AllianceTests(alliance)
{
    [Fact]
    public async Task Register_TheNumberOfOneWhoLeft_IsANewMember()
    {
        var old = await Aster.Member("given-again");
        await Aster.Unlink(old);
        Assert.Equal(old, (await Aster.Find("given-again")).Name);
        var fresh = await Aster.Member("given-again");
        Assert.NotEqual(Aster.InternalId(old), Aster.InternalId(fresh));
        // The coins of the one stay with it; the other has none of them.
        Assert.Equal(WalletState.Unlinked, Alliance.WalletOf(Aster, old, "aster"));
        Assert.Null(Alliance.WalletOf(Aster, fresh, "aster"));
        Assert.Equal(fresh, (await Aster.Find("given-again")).Name);
        Assert.Equal(("given-again", V1.MemberState.Unlinked),
            ((await Aster.Get(old)).ExternalId, (await Aster.Get(old)).State));
        await Refused(ErrorReason.AlreadyExists, () => Aster.Register("given-again"));
        await Refused(ErrorReason.AlreadyExists, () => Aster.Relink(old));
        Assert.Equal(V1.MemberState.Linked, (await Aster.Relink(old, "given-again-2")).Member.State);
        Assert.Equal(fresh, (await Aster.Find("given-again")).Name);
    }

    [Fact]
    public async Task Find_ANumberThatNobodyHasAnyMore_IsWhoHadItLast()
    {
        var names = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            Alliance.Pass(TimeSpan.FromSeconds(1));
            names.Add(await Aster.Member("last-holder"));
            await Aster.Unlink(names[i]);
        }
        Assert.Equal(names[2], (await Aster.Find("last-holder")).Name);
    }

    [Fact]
    public async Task Relink_ByTheOnlyBrand_BringsBackTheMemberAndItsWallets()
    {
        var name = await Aster.Member("back");
        await Aster.SetAlliedSpending(name, true, 7);
        var ended = (await Aster.Unlink(name)).Member;
        await Refused(ErrorReason.NotLinked, () => Aster.CreateLinkCode(name));
        Alliance.Pass(TimeSpan.FromMinutes(1));
        var id = Brand.NewId();
        var back = (await Aster.Relink(name, requestId: id)).Member;
        Assert.Equal((name, "back", V1.MemberState.Linked), (back.Name, back.ExternalId, back.State));
        Assert.Equal(new V1.AlliedSpending(), back.AlliedSpending);
        Assert.True(back.LinkTime.ToDateTimeOffset() > ended.LinkTime.ToDateTimeOffset());
        Assert.Equal(WalletState.Active, Alliance.WalletOf(Aster, name, "aster"));
        Assert.Equal(WalletState.Active, Alliance.WalletOf(Aster, name, "aster-gold"));
        await Aster.Update(name, language: "fr");
        await Birch.LinkedFrom(Aster, name, "back-b");
        Assert.True((await Aster.Relink(name, requestId: id)).Replayed);
        await Refused(ErrorReason.AlreadyLinked, () => Aster.Relink(name));
    }

    [Fact]
    public async Task Relink_ByABrandThatItDidNotLeaveLast_NeedsACode()
    {
        var name = await Aster.Member("left-first");
        var atBirch = await Birch.LinkedFrom(Aster, name, "left-first");
        await Aster.Unlink(name);
        await Refused(ErrorReason.LinkCodeNeeded, () => Aster.Relink(name));
        await Birch.Unlink(atBirch);
        await Refused(ErrorReason.LinkCodeNeeded, () => Aster.Relink(name));
        Assert.Equal(WalletState.Unlinked, Alliance.WalletOf(Aster, name, "aster"));
        await Birch.Relink(atBirch);
        await Refused(ErrorReason.LinkCodeNeeded, () => Aster.Relink(name));
        Assert.Equal(name, await Aster.LinkedFrom(Birch, atBirch, "left-first"));
        await Birch.Unlink(atBirch);
        await Refused(ErrorReason.LinkCodeNeeded, () => Birch.Relink(atBirch));
    }

    [Fact]
    public async Task Relink_OfStrangers_FindsNoMember()
    {
        var name = await Aster.Member("stranger");
        await Aster.Unlink(name);
        await Refused(ErrorReason.MemberNotFound, () => Birch.Relink(name));
        Assert.True(Alliance.Names.TryRead("aster", name, out var member));
        await Refused(ErrorReason.MemberNotFound, () => Birch.Relink(Alliance.Names.NameFor("birch", member)));
        await Refused(ErrorReason.FieldInvalid, () => Aster.Relink(name, "a\tb"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Relink_WhenTheLedgerFails_IsHealedByARetry(bool after)
    {
        var name = await Aster.Member($"relink-heal-{after}");
        await Aster.Unlink(name);
        var id = Brand.NewId();
        Alliance.Ledger.FailNext(after);
        await Assert.ThrowsAsync<RpcException>(() => Aster.Relink(name, requestId: id));
        // The command stands; what the ledger must be told was written with it.
        Assert.True((await Aster.Relink(name, requestId: id)).Replayed);
        Assert.Equal(V1.MemberState.Linked, (await Aster.Get(name)).State);
        Assert.Equal(WalletState.Active, Alliance.WalletOf(Aster, name, "aster"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Register_TheNumberOfAClosedMember_IsANewMember(bool swept)
    {
        var number = $"closed-number-{swept}";
        var old = await Aster.Member(number);
        var asked = (await Aster.RequestClosure(old)).Member.Closure;
        await Refused(ErrorReason.AlreadyExists, () => Aster.Register(number));
        Alliance.Clock.Pass(asked.CloseTime.ToDateTimeOffset() - Alliance.Clock.Now);
        if (swept)
            await Alliance.Sweep();
        var fresh = await Aster.Member(number);
        Assert.NotEqual(Aster.InternalId(old), Aster.InternalId(fresh));
        Assert.Equal(fresh, (await Aster.Find(number)).Name);
        await Alliance.Sweep();
        Assert.Equal(V1.MemberState.Closed, (await Aster.Get(old)).State);
        Assert.Equal(WalletState.Closed, Alliance.WalletOf(Aster, old, "aster"));
        Assert.Null(Alliance.WalletOf(Aster, fresh, "aster"));
        Assert.Equal(V1.MemberState.Linked, (await Aster.Get(fresh)).State);
    }

    [Fact]
    public async Task Number_OfOneWhoLeft_IsTakenAtOnceByOne()
    {
        var old = await Aster.Member("race-number");
        await Aster.Unlink(old);
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Outcome(() => Aster.Register("race-number")))
                .Append(Outcome(() => Aster.Relink(old))));
        Assert.Single(outcomes, o => o is null);
        Assert.All(outcomes.OfType<Hosting.Refusal>(), o => Assert.Equal(ErrorReason.AlreadyExists, o.Reason));
    }

    [Fact]
    public async Task Link_UnderTheNumberThatItHad_OnlyWhileItIsFree()
    {
        var name = await Aster.Member("had-it");
        var atBirch = await Birch.LinkedFrom(Aster, name, "had-it");
        await Birch.Unlink(atBirch);
        var other = await Birch.Member("had-it");
        var code = await Aster.LinkCode(name);
        await Refused(ErrorReason.AlreadyExists, () => Birch.Link(code, "had-it"));
        await Birch.Update(other, externalId: "has-another");
        Assert.Equal(atBirch, (await Birch.Link(code, "had-it")).Member.Name);
    }
}
