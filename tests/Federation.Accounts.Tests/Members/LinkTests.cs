using Federation.Errors.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using static Federation.Accounts.Tests.Alliance;

namespace Federation.Accounts.Tests;

public sealed class LinkTestsOnSqlite(SqliteAlliance alliance)
    : LinkTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class LinkTestsOnPostgres(PostgresAlliance alliance)
    : LinkTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class LinkTestsOnSqlServer(SqlServerAlliance alliance)
    : LinkTests(alliance), IClassFixture<SqlServerAlliance>;

public abstract class LinkTests(Alliance alliance) : AllianceTests(alliance)
{

    [Fact]
    public async Task LinkCode_AskedTwice_IsTheSameAndRemembersNoCode()
    {
        var name = await Aster.Member("code-1");
        var id = Brand.NewId();
        var first = await Aster.CreateLinkCode(name, id);
        var again = await Aster.CreateLinkCode(name, id);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal((first.LinkCode, first.ExpireTime), (again.LinkCode, again.ExpireTime));
        Assert.NotEqual(first.LinkCode, await Aster.LinkCode(name));
        Assert.DoesNotContain(first.LinkCode, await Alliance.RememberedAnswers(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_WithTheCodeAsTyped_LinksWithoutConsent()
    {
        var name = await Aster.Member("typed-1");
        await Aster.SetAlliedSpending(name, true, 50);
        var code = (await Aster.LinkCode(name)).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        var linked = (await Birch.Link(code, "typed-b")).Member;
        Assert.Equal(("typed-b", V1.MemberState.Linked), (linked.ExternalId, linked.State));
        Assert.Equal(new V1.AlliedSpending(), linked.AlliedSpending);
        Assert.Equal(linked, await Birch.Find("typed-b"));
        // A first link tells the ledger nothing: there are no wallets yet.
        Assert.Null(Alliance.WalletOf(Birch, linked.Name, "birch"));
    }

    [Fact]
    public async Task LinkCode_UsedOnce_IsUsed()
    {
        var name = await Aster.Member("once-1");
        var code = await Aster.LinkCode(name);
        var id = Brand.NewId();
        var first = await Birch.Link(code, "once-b", id);
        var again = await Birch.Link(code, "once-b", id);
        Assert.True(again.Replayed);
        Assert.Equal(first.Member, again.Member);
        await Refused(ErrorReason.LinkCodeUsed, () => Cedar.Link(code, "once-c"));
        await Refused(ErrorReason.RequestIdReused, () => Birch.Link(code, "once-b2", id));
    }

    [Fact]
    public async Task LinkCode_UsedAtOnceByTwoBrands_LinksOne()
    {
        for (var i = 0; i < 10; i++)
        {
            var code = await Aster.LinkCode(await Aster.Member($"race-{i}"));
            var outcomes = await Task.WhenAll(new[] { Birch, Cedar }.Select(
                brand => Outcome(() => brand.Link(code, $"race-{i}"))));
            Assert.Equal(ErrorReason.LinkCodeUsed, Assert.Single(outcomes, o => o is not null)!.Reason);
        }
    }

    [Fact]
    public async Task Link_SentTwiceAtOnce_AnswersTheSame()
    {
        for (var i = 0; i < 10; i++)
        {
            var code = await Aster.LinkCode(await Aster.Member($"twin-{i}"));
            var id = Brand.NewId();
            var twins = await Task.WhenAll(Birch.Link(code, $"twin-{i}", id), Birch.Link(code, $"twin-{i}", id));
            Assert.Equal(twins[0].Member, twins[1].Member);
            Assert.Single(twins, t => t.Replayed);
        }
    }

    [Fact]
    public async Task LinkCode_AfterTenMinutes_IsExpired()
    {
        var name = await Aster.Member("expire-1");
        var (late, good) = (await Aster.LinkCode(name), await Aster.LinkCode(name));
        Alliance.Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromMicroseconds(1));
        await Birch.Link(good, "expire-b");
        Alliance.Pass(TimeSpan.FromMicroseconds(1));
        await Refused(ErrorReason.LinkCodeExpired, () => Cedar.Link(late, "expire-c"));
        await Refused(ErrorReason.LinkCodeUsed, () => Cedar.Link(good, "expire-c"));
    }

    [Fact]
    public async Task Link_InTheWrongState_LeavesTheCodeGood()
    {
        var name = await Aster.Member("wrong-1");
        await Birch.Register("wrong-taken");
        await Refused(ErrorReason.LinkCodeNotFound, () => Birch.Link("0000-0000-0000-0000", "wrong-b"));
        await Refused(ErrorReason.LinkCodeNotFound, () => Birch.Link("short", "wrong-b"));
        await Refused(ErrorReason.FieldInvalid, () => Birch.Link("", "wrong-b"));
        var code = await Aster.LinkCode(name);
        await Refused(ErrorReason.AlreadyLinked, () => Aster.Link(code, "wrong-1"));
        await Refused(ErrorReason.AlreadyExists, () => Birch.Link(code, "wrong-taken"));
        await Birch.Link(code, "wrong-b");
        var codeOfClosed = await Aster.LinkCode(name);
        await Birch.RequestClosure((await Birch.Find("wrong-b")).Name);
        await Aster.Close(name);
        await Refused(ErrorReason.MemberClosed, () => Cedar.Link(codeOfClosed, "wrong-c"));
    }

    [Fact]
    public async Task Unlink_ThenLinkAgain_KeepsTheNameAndOpensTheWallets()
    {
        var name = await Aster.Member("again-1");
        var linked = await Birch.LinkedFrom(Aster, name, "again-b");
        await Birch.SetAlliedSpending(linked, true, 7);
        var ended = (await Birch.Unlink(linked)).Member;
        Assert.Equal((V1.MemberState.Unlinked, false), (ended.State, ended.AlliedSpending.Enabled));
        Assert.Equal(WalletState.Unlinked, Alliance.WalletOf(Birch, linked, "birch"));
        Assert.Null(Alliance.WalletOf(Birch, linked, "aster"));
        Assert.Equal(V1.MemberState.Linked, (await Aster.Get(name)).State);
        Assert.Equal(ended, await Birch.Get(linked));

        Alliance.Pass(TimeSpan.FromMinutes(1));
        var back = (await Birch.Link(await Aster.LinkCode(name), "again-b2")).Member;
        Assert.Equal((linked, "again-b2", V1.MemberState.Linked), (back.Name, back.ExternalId, back.State));
        Assert.Equal(new V1.AlliedSpending(), back.AlliedSpending);
        Assert.True(back.LinkTime.ToDateTimeOffset() > ended.LinkTime.ToDateTimeOffset());
        Assert.Equal(WalletState.Active, Alliance.WalletOf(Birch, linked, "birch"));
        Assert.Equal("partners/birch", Alliance.Ledger.Principals.Last());
    }

    [Fact]
    public async Task Unlink_EndsTheCodesMadeThroughTheBrand()
    {
        var name = await Aster.Member("ends-1");
        var linked = await Birch.LinkedFrom(Aster, name, "ends-b");
        var (ended, other) = (await Birch.LinkCode(linked), await Aster.LinkCode(name));
        await Birch.Unlink(linked);
        await Birch.LinkedFrom(Aster, name, "ends-b");
        await Refused(ErrorReason.LinkCodeExpired, () => Cedar.Link(ended, "ends-c"));
        await Cedar.Link(other, "ends-c");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unlink_WhenTheLedgerFails_IsHealedByARetry(bool after)
    {
        var name = await Aster.Member($"heal-{after}");
        var id = Brand.NewId();
        Alliance.Ledger.FailNext(after);
        await Assert.ThrowsAsync<RpcException>(() => Aster.Unlink(name, id));
        // The command stands; what the ledger must be told was written with it.
        Assert.Equal(V1.MemberState.Unlinked, (await Aster.Get(name)).State);
        Assert.Equal(after ? WalletState.Unlinked : null, Alliance.WalletOf(Aster, name, "aster"));
        var retried = await Aster.Unlink(name, id);
        Assert.Equal((true, V1.MemberState.Unlinked), (retried.Replayed, retried.Member.State));
        Assert.Equal(WalletState.Unlinked, Alliance.WalletOf(Aster, name, "aster-gold"));
        Assert.True((await Aster.Unlink(name, id)).Replayed);
    }

    [Fact]
    public async Task Unlink_WhenTheLedgerFailsAndNobodyRetries_IsReportedByTheSweep_AndNotOverWhatCameSince()
    {
        var name = await Aster.Member("sweep-1");
        var linked = await Birch.LinkedFrom(Aster, name, "sweep-b");
        Alliance.Ledger.FailNext();
        await Assert.ThrowsAsync<RpcException>(() => Birch.Unlink(linked));
        Assert.Null(Alliance.WalletOf(Birch, linked, "birch"));
        await Alliance.SweepWalletNotices();
        Assert.Equal(WalletState.Unlinked, Alliance.WalletOf(Birch, linked, "birch"));

        await Birch.Link(await Aster.LinkCode(name), "sweep-b");
        Alliance.Ledger.FailNext();
        await Assert.ThrowsAsync<RpcException>(() => Birch.Unlink(linked));
        await Birch.Link(await Aster.LinkCode(name), "sweep-b");
        await Alliance.SweepWalletNotices();
        Assert.Equal(WalletState.Active, Alliance.WalletOf(Birch, linked, "birch"));
    }

    [Fact]
    public async Task Unlink_ByABrandWithoutCoins_AsksTheLedgerNothing()
    {
        var name = await Plain.Member("plain-1");
        Alliance.Ledger.FailNext();
        Assert.Equal(V1.MemberState.Unlinked, (await Plain.Unlink(name)).Member.State);
        await Assert.ThrowsAsync<RpcException>(async () => await Aster.Unlink(await Aster.Member("plain-2")));
    }

    [Fact]
    public async Task UnlinkAndLink_AtOnce_EndAlikeHereAndInTheLedger()
    {
        var name = await Aster.Member("order-1");
        var linked = await Birch.LinkedFrom(Aster, name, "order-b");
        for (var round = 0; round < 10; round++)
        {
            var code = await Aster.LinkCode(name);
            await Task.WhenAll(
                Outcome(() => Birch.Unlink(linked)), Outcome(() => Birch.Link(code, "order-b")),
                Outcome(() => Birch.Unlink(linked)));
            var member = await Birch.Get(linked);
            var here = member.State == V1.MemberState.Linked ? WalletState.Active : WalletState.Unlinked;
            Assert.Equal(here, Alliance.WalletOf(Birch, linked, "birch") ?? WalletState.Active);
        }
    }
}
