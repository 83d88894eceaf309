using Federation.Accounts.Internal.V1;
using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using static Federation.Accounts.Tests.Alliance;

namespace Federation.Accounts.Tests;

public sealed class ClosureTestsOnSqlite(SqliteAlliance alliance)
    : ClosureTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class ClosureTestsOnPostgres(PostgresAlliance alliance)
    : ClosureTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class ClosureTestsOnSqlServer(SqlServerAlliance alliance)
    : ClosureTests(alliance), IClassFixture<SqlServerAlliance>;

public abstract class ClosureTests(Alliance alliance) : AllianceTests(alliance)
{
    private static readonly TimeSpan Delay = TimeSpan.FromDays(14);

    [Fact]
    public async Task Request_ByOneOfTwoBrands_ClosesNothing()
    {
        var (name, atBirch) = await GivenAtBoth("one");
        var asked = (await Aster.RequestClosure(name)).Member;
        Assert.Equal((ClosureState.Requested, true, null),
            (asked.Closure.State, asked.Closure.Requested, asked.Closure.CloseTime));
        // Who else asks is not the other brand's to see.
        Assert.Null((await Birch.Get(atBirch)).Closure);
        Alliance.Clock.Pass(Delay * 30);
        await Alliance.Sweep();
        Assert.Equal(V1.MemberState.Linked, (await Birch.Get(atBirch)).State);
        Assert.Equal(V1.MemberState.Linked, (await Aster.Get(name)).State);
        Assert.Null(Alliance.WalletOf(Birch, atBirch, "birch"));
        await Birch.LinkCode(atBirch);
    }

    [Fact]
    public async Task Request_ByEveryBrand_ClosesEverywhereAfterTheDelay()
    {
        var (name, atBirch) = await GivenAtBoth("every");
        await Aster.RequestClosure(name);
        await Birch.RequestClosure(atBirch);
        var closeTime = Alliance.Clock.Now + Delay;
        Assert.Equal((ClosureState.Scheduled, closeTime), await Aster.Closure(name));
        Assert.Equal((ClosureState.Scheduled, closeTime), await Birch.Closure(atBirch));
        Alliance.Clock.Pass(Delay - TimeSpan.FromMicroseconds(1));
        await Alliance.Sweep();
        // Nothing changes for the member until then.
        await Aster.Update(name, language: "fr");
        await Birch.CreatePayCode(atBirch, "coins/birch");
        await Birch.SetAlliedSpending(atBirch, true);
        Assert.False((await Resolve(atBirch)).MemberClosed);

        Alliance.Clock.Pass(TimeSpan.FromMicroseconds(1));
        await AssertClosed(name, atBirch);
        var seen = await Aster.Get(name);
        Assert.Null(Alliance.WalletOf(Aster, name, "aster"));
        Alliance.GivenCoin("cedar", "cedar-" + Guid.NewGuid().ToString("N")[..8]);
        await Alliance.Sweep();
        await AssertClosed(name, atBirch);
        Assert.Equal(seen, await Aster.Get(name));
        foreach (var coin in new[] { "aster", "aster-gold", "birch", "cedar" })
            Assert.Equal(WalletState.Closed, Alliance.WalletOf(Aster, name, coin));
    }

    [Fact]
    public async Task Request_ByTheOnlyBrand_StartsTheDelay()
    {
        var name = await Aster.Member("only");
        var gone = await Birch.LinkedFrom(Aster, name, "only-b");
        await Birch.Unlink(gone);
        await Refused(ErrorReason.NotLinked, () => Birch.RequestClosure(gone));
        await Aster.RequestClosure(name);
        var scheduled = await Aster.Closure(name);
        Assert.Equal((ClosureState.Scheduled, Alliance.Clock.Now + Delay), scheduled);
        // Asking again does not move the time.
        Alliance.Clock.Pass(TimeSpan.FromDays(1));
        await Aster.RequestClosure(name);
        Assert.Equal(scheduled, await Aster.Closure(name));
    }

    [Fact]
    public async Task Withdraw_WithinTheDelay_EndsTheClosing()
    {
        var (name, atBirch) = await GivenAtBoth("withdraw");
        await Aster.RequestClosure(name);
        await Birch.RequestClosure(atBirch);
        Alliance.Clock.Pass(Delay / 2);
        Assert.Null((await Aster.WithdrawClosure(name)).Member.Closure);
        await Refused(ErrorReason.ClosureNotRequested, () => Aster.WithdrawClosure(name));
        Assert.Equal((ClosureState.Requested, null), await Birch.Closure(atBirch));
        Alliance.Clock.Pass(Delay);
        await Alliance.Sweep();
        Assert.Equal(V1.MemberState.Linked, (await Birch.Get(atBirch)).State);
        // Agreed again, it waits its whole delay again.
        await Aster.RequestClosure(name);
        Assert.Equal((ClosureState.Scheduled, Alliance.Clock.Now + Delay), await Birch.Closure(atBirch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Withdraw_OnceItTookEffect_IsTooLate(bool swept)
    {
        var name = await Aster.Member($"late-{swept}");
        var id = Brand.NewId();
        var asked = await Aster.RequestClosure(name, id);
        Alliance.Clock.Pass(Delay);
        if (swept)
            await Alliance.Sweep();
        await Refused(ErrorReason.MemberClosed, () => Aster.WithdrawClosure(name));
        var alliances = Ada.NameOf(Aster, name);
        await Refused(ErrorReason.MemberClosed, () => Ada.CancelClosure(alliances));
        await Refused(ErrorReason.MemberClosed, () => Ada.ProposeClosure(alliances));
        Assert.Equal(ClosureState.Closed, (await Ben.GetClosure(alliances)).State);
        // The same request again has the answer of then; a new one finds what it asks for.
        var again = await Aster.RequestClosure(name, id);
        Assert.Equal((true, asked.Member), (again.Replayed, again.Member));
        Assert.Equal(ClosureState.Closed, (await Aster.RequestClosure(name)).Member.Closure.State);
    }

    [Fact]
    public async Task Link_WhileScheduled_MakesTheClosingWaitForTheNewBrand()
    {
        var name = await Aster.Member("meanwhile");
        var code = await Aster.LinkCode(name);
        await Aster.RequestClosure(name);
        Alliance.Clock.Pass(Delay - TimeSpan.FromDays(1));
        var atBirch = (await Birch.Link(code, "meanwhile-b")).Member.Name;
        Assert.Equal((ClosureState.Requested, null), await Aster.Closure(name));
        Alliance.Clock.Pass(Delay);
        await Alliance.Sweep();
        Assert.Equal(V1.MemberState.Linked, (await Birch.Get(atBirch)).State);
        await Birch.RequestClosure(atBirch);
        Assert.Equal((ClosureState.Scheduled, Alliance.Clock.Now + Delay), await Aster.Closure(name));
    }

    [Fact]
    public async Task Unlink_Meanwhile_EndsTheBrandsSay()
    {
        var (name, atBirch) = await GivenAtBoth("leaving");
        await Aster.RequestClosure(name);
        // Who did not ask has no say any more: the delay begins now.
        Alliance.Clock.Pass(TimeSpan.FromDays(3));
        await Birch.Unlink(atBirch);
        var scheduled = await Aster.Closure(name);
        Assert.Equal((ClosureState.Scheduled, Alliance.Clock.Now + Delay), scheduled);
        // Nobody is left to ask: the closing ends, and does not come back with the member.
        await Aster.Unlink(name);
        Assert.Equal((ClosureState.None, null), await Aster.Closure(name));
        Alliance.Clock.Pass(Delay);
        await Alliance.Sweep();
        Assert.Equal(V1.MemberState.Unlinked, (await Aster.Get(name)).State);
        Assert.Null((await Aster.Relink(name)).Member.Closure);
    }

    [Fact]
    public async Task Alliance_TwoPeople_CloseAMember()
    {
        var (name, atBirch) = await GivenAtBoth("two-people");
        var alliances = Ada.NameOf(Aster, name);
        Assert.Equal(ClosureState.None, (await Ada.GetClosure(alliances)).State);
        await Refused(ErrorReason.ClosureNotRequested, () => Ben.ApproveClosure(alliances));
        var proposed = (await Ada.ProposeClosure(alliances)).Closure;
        Assert.Equal((ClosureState.Requested, "admins/ada"), (proposed.State, proposed.Proposer));
        Assert.Null((await Aster.Get(name)).Closure);
        var adaToo = Alliance.Person("ada", Hosting.Role.AllianceApprover);
        await Refused(ErrorReason.SamePerson, () => adaToo.ApproveClosure(alliances));
        // Proposing again does not make the second proposer the one who may not approve.
        await Alliance.Person("eve", Hosting.Role.AllianceAdmin).ProposeClosure(alliances);
        await Refused(ErrorReason.SamePerson, () => adaToo.ApproveClosure(alliances));

        var approved = (await Ben.ApproveClosure(alliances)).Closure;
        Assert.Equal((ClosureState.Scheduled, "admins/ada", "admins/ben"),
            (approved.State, approved.Proposer, approved.Approver));
        var scheduled = (ClosureState.Scheduled, (DateTimeOffset?)Alliance.Clock.Now + Delay);
        Assert.Equal(scheduled, await Birch.Closure(atBirch));
        // A brand cannot stop it, nor does a second approval move it.
        await Refused(ErrorReason.ClosureNotRequested, () => Birch.WithdrawClosure(atBirch));
        Alliance.Clock.Pass(TimeSpan.FromDays(1));
        await Ben.ApproveClosure(alliances);
        await Cedar.LinkedFrom(Aster, name, "two-people-c");
        Assert.Equal(scheduled, await Birch.Closure(atBirch));
        Alliance.Clock.Pass(Delay);
        await AssertClosed(name, atBirch);
        await Alliance.Sweep();
        await AssertClosed(name, atBirch);
        Assert.Equal(WalletState.Closed, Alliance.WalletOf(Aster, name, "cedar"));
    }

    [Fact]
    public async Task Alliance_Cancels_EveryClosing()
    {
        var (name, atBirch) = await GivenAtBoth("cancelled");
        var alliances = Ada.NameOf(Aster, name);
        await Refused(ErrorReason.ClosureNotRequested, () => Ada.CancelClosure(alliances));
        await Aster.RequestClosure(name);
        await Birch.RequestClosure(atBirch);
        await Ada.ProposeClosure(alliances);
        await Ben.ApproveClosure(alliances);
        Assert.Equal(["partners/aster", "partners/birch"], (await Ada.GetClosure(alliances)).RequestingPartners);
        Assert.Equal(new Closure { State = ClosureState.None }, (await Ben.CancelClosure(alliances)).Closure);
        Alliance.Clock.Pass(Delay);
        await Alliance.Sweep();
        Assert.Equal((ClosureState.None, null), await Aster.Closure(name));
        Assert.Equal(V1.MemberState.Linked, (await Birch.Get(atBirch)).State);
        await Refused(ErrorReason.ClosureNotRequested, () => Birch.WithdrawClosure(atBirch));
    }

    [Fact]
    public async Task Alliance_UnderABrandsName_KnowsNoMember()
    {
        var name = await Aster.Member("pairwise-c");
        await Refused(ErrorReason.MemberNotFound, () => Ada.ProposeClosure(name));
        await Refused(ErrorReason.MemberNotFound, () => Ada.GetClosure(name));
        await Refused(ErrorReason.MemberNotFound, () => Aster.RequestClosure(Ada.NameOf(Aster, name)));
        await Refused(ErrorReason.FieldInvalid, () => Ada.CancelClosure("members/x"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sweep_WhenTheLedgerFails_GoesOnLater(bool after)
    {
        // What other tests left to be closed must not meet the failure.
        Alliance.Clock.Pass(Delay);
        await Alliance.Sweep();
        var name = await Aster.Member($"swept-{after}");
        await Aster.RequestClosure(name);
        Alliance.Clock.Pass(Delay);
        Alliance.Ledger.FailNext(after);
        await Alliance.Sweep();
        Assert.Equal(after ? WalletState.Closed : null, Alliance.WalletOf(Aster, name, "aster"));
        await Refused(ErrorReason.MemberClosed, () => Aster.WithdrawClosure(name));
        await Alliance.Sweep();
        Assert.Equal(WalletState.Closed, Alliance.WalletOf(Aster, name, "aster"));
        var told = Alliance.Ledger.Principals.Count;
        await Alliance.Sweep();
        Assert.Equal(told, Alliance.Ledger.Principals.Count);
    }

    [Fact]
    public async Task RequestAndLink_AtOnce_NeverScheduleWithoutTheNewBrand()
    {
        for (var round = 0; round < 10; round++)
        {
            var name = await Aster.Member($"together-{round}");
            var code = await Aster.LinkCode(name);
            await Task.WhenAll(Aster.RequestClosure(name), Birch.Link(code, $"together-{round}"));
            Assert.Equal((ClosureState.Requested, null), await Aster.Closure(name));
        }
    }

    [Fact]
    public async Task Requests_AtOnce_Schedule()
    {
        for (var round = 0; round < 10; round++)
        {
            var (name, atBirch) = await GivenAtBoth($"both-{round}");
            await Task.WhenAll(Aster.RequestClosure(name), Birch.RequestClosure(atBirch));
            Assert.Equal((ClosureState.Scheduled, Alliance.Clock.Now + Delay), await Aster.Closure(name));
        }
    }

    [Fact]
    public async Task Resolve_OfMembersThatAreNotToBeClosed_AsksForNoTime()
    {
        var (_, atBirch) = await GivenAtBoth("timeless");
        var asked = Alliance.Clock.Asked;
        Assert.False((await Resolve(atBirch)).MemberClosed);
        Assert.Equal(asked, Alliance.Clock.Asked);
    }

    private async Task<(string Name, string AtBirch)> GivenAtBoth(string number)
    {
        var name = await Aster.Member(number);
        return (name, await Birch.LinkedFrom(Aster, name, number));
    }

    /// <summary>Closed to everybody, swept or not.</summary>
    private async Task AssertClosed(string name, string atBirch)
    {
        Assert.Equal(V1.MemberState.Closed, (await Birch.Get(atBirch)).State);
        Assert.Equal(ClosureState.Closed, (await Aster.Closure(name)).State);
        Assert.True((await Resolve(atBirch)).MemberClosed);
        await Refused(ErrorReason.MemberClosed, () => Aster.CreateLinkCode(name));
        await Refused(ErrorReason.MemberClosed, () => Birch.CreatePayCode(atBirch, "coins/birch"));
        await Refused(ErrorReason.NotLinked, () => Birch.Unlink(atBirch));
        await Refused(ErrorReason.MemberClosed, () => Birch.Relink(atBirch));
    }

    private Task<ResolveSpendingResponse> Resolve(string atBirch) =>
        Alliance.Resolve(new() { MerchantPartnerId = "birch", Member = atBirch });
}
