using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Accounts;

/// <summary>
/// Carries out closings that are due. First the member is marked, from when on nothing can take the closing back; then
/// the ledger closes the wallets; then the member is closed. Whoever goes on after a stop in between does the rest.
/// </summary>
internal sealed class ClosureSweep(
    AllianceClock clock, PartnerDirectory partners,
    [FromKeyedServices(AccountsModule.Name)] PostingService.PostingServiceClient ledger, TimeProvider time,
    ILogger<ClosureSweep> logger) : TableSweep<AccountsDb>
{
    private const string SweepName = "closures";
    private const int MembersPerStep = 100;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly SweepRows<Guid> members = new(SweepName, time, logger);

    public override string Name => SweepName;

    public override async Task<int> StepAsync(AccountsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var due = await db.Members.Where(m => m.State == MemberState.Open && m.CloseTime <= now)
            .OrderBy(m => m.CloseTime).Take(MembersPerStep).Select(m => m.Id).ToListAsync(cancel);
        foreach (var memberId in due)
            await MarkAsync(db, memberId, now, cancel);
        var marked = db.Members.Where(m => m.State == MemberState.Closing).OrderBy(m => m.CloseTime)
            .Select(m => new Closing(m.Id, m.Revision));
        if (!await marked.AnyAsync(cancel))
            return 0;
        // The directory as it is now: a coin defined a moment ago must not be left out.
        var coins = (await partners.FreshAsync(cancel)).Coins.Keys;
        return await members.EachAsync(
            marked, MembersPerStep, m => m.MemberId, m => CloseAsync(db, m, coins, cancel), cancel);
    }

    /// <summary>From here on the member is closed for good: its links end, and its numbers can be given
    /// again.</summary>
    private static async Task MarkAsync(AccountsDb db, Guid memberId, DateTimeOffset now, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The same row that commands lock first. A brand may have taken its request back since the member was read.
        var closing = await db.Members
            .Where(m => m.Id == memberId && m.State == MemberState.Open && m.CloseTime <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MemberState.Closing)
                .SetProperty(m => m.Revision, m => m.Revision + 1)
                .SetProperty(m => m.LeftPartnerId, (string?)null), cancel);
        if (closing == 1)
            await db.Memberships.Where(m => m.MemberId == memberId).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.State, LinkState.Unlinked)
                    .SetProperty(m => m.AlliedSpendingEnabled, false).SetProperty(m => m.DailyCapUnits, 0L), cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CloseAsync(
        AccountsDb db, Closing member, IEnumerable<string> coins, CancellationToken cancel)
    {
        // gRPC's deadlines are wall-clock times of this process.
        await WalletStates.SetAsync(
            ledger, member.MemberId, coins, WalletState.Closed, member.Revision,
            new CallOptions(deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel));
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Members.Where(m => m.Id == member.MemberId && m.State == MemberState.Closing)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MemberState.Closed), cancel);
    }

    /// <summary>A marked member, and the revision that its wallets are closed by.</summary>
    private sealed record Closing(Guid MemberId, long Revision);
}
