using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    public override async Task<ReadForPlanResponse> ReadForPlan(ReadForPlanRequest request, ServerCallContext context)
    {
        if (!ModuleAccounts.MayBundle(Caller.Of(context).Module))
            throw new RefusalException(ModuleAccounts.NotAllowed(Caller.Of(context).Module, "read tallies"));
        var form = new Form();
        Guid? member = request.MemberId.Length > 0 ? Member(form, request.MemberId, "member_id") : null;
        for (var i = 0; i < request.CoinIds.Count; i++)
            form.Id(request.CoinIds[i], $"coin_ids[{i}]");
        form.Check(
            request.Tallies.Count <= LedgerService.IdsPerQuery && request.Tallies.All(t => t.Length == TallyBytes),
            "tallies", $"must be at most {LedgerService.IdsPerQuery}, of {TallyBytes} bytes each");
        form.Done();
        var cancel = context.CancellationToken;
        var ids = request.Tallies.Select(IdOf).ToList();
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var tallies = await db.Tallies.AsNoTracking().Where(t => ids.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, t => t.Units, cancel);
        var read = member is { } owner
            ? await db.ReadHoldsAsync(
                await db.ReadLotsAsync(db.Wallets.Where(w => w.MemberId == owner), time, cancel), cancel)
            : new WalletsRead((await db.ReadClockAsync(time, cancel)).AllianceTime, []);
        var response = new ReadForPlanResponse { Now = read.Now.ToTimestamp() };
        response.Tallies.AddRange(ids.Select(id => tallies.GetValueOrDefault(id)));
        var asked = request.CoinIds.Count == 0 ? null : request.CoinIds.ToHashSet(StringComparer.Ordinal);
        response.Wallets.AddRange(read.Wallets.Where(w => asked?.Contains(w.Coin) != false)
            .Select(w => w.ToWallet(JournalNames.InternalName(w.MemberId), read.Now)));
        return response;
    }

    private static Guid IdOf(ByteString tally) => new(tally.Span, bigEndian: true);
}
