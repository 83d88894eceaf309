using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts;

/// <summary>
/// Carries out closings that are due. First the member is marked, from when on nothing can take the closing back; then
/// the ledger closes the wallets; then the member is closed. Whoever goes on after a stop in between does the rest.
/// </summary>
internal sealed class ClosureSweep(
    AllianceClock clock, PartnerDirectory partners,
    [FromKeyedServices(AccountsModule.Name)] PostingService.PostingServiceClient ledger) : TableSweep<AccountsDb>
{
    private const int MembersPerStep = 100;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    public override string Name => "closures";

    public override async Task<int> StepAsync(AccountsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var due = await db.Members.Where(m => m.State == MemberState.Open && m.CloseTime <= now)
            .OrderBy(m => m.CloseTime).Take(MembersPerStep).Select(m => m.Id).ToListAsync(cancel);
        foreach (var memberId in due)
            await MarkAsync(db, memberId, now, cancel);
        var marked = await db.Members.Where(m => m.State == MemberState.Closing)
            .OrderBy(m => m.CloseTime).Take(MembersPerStep).Select(m => new Closing(m.Id, m.Revision))
            .ToListAsync(cancel);
        return marked.Count == 0 ? 0 : await CloseAsync(db, marked, cancel);
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

    /// <summary>How many it closed. One that the ledger refuses does not keep the others waiting.</summary>
    private async Task<int> CloseAsync(AccountsDb db, List<Closing> members, CancellationToken cancel)
    {
        // The directory as it is now: a coin defined a moment ago must not be left out.
        var coins = (await partners.FreshAsync(cancel)).Coins.Keys;
        var closed = 0;
        RpcException? failed = null;
        foreach (var (memberId, revision) in members)
            try
            {
                // gRPC's deadlines are wall-clock times of this process.
                await WalletStates.SetAsync(ledger, memberId, coins, WalletState.Closed, revision,
                    new CallOptions(deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel));
                using var turn = await db.WriterTurnAsync(cancel);
                closed += await db.Members.Where(m => m.Id == memberId && m.State == MemberState.Closing)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MemberState.Closed), cancel);
            }
            catch (RpcException e)
            {
                failed ??= e;
            }
        return closed == 0 && failed is not null ? throw failed : closed;
    }

    /// <summary>A marked member, and the revision that its wallets are closed by.</summary>
    private sealed record Closing(Guid MemberId, long Revision);
}
