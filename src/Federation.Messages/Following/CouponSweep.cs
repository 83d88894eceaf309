using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Programs.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>Tells members of coupons that they were given. The journals of the log that may have given some are
/// followed with a cursor of their own, so that changes of coins do not wait where the programmes are away; which
/// coupons there are the programmes know. A message's key makes it once.</summary>
internal sealed class CouponSweep(
    [FromKeyedServices(MessagesModule.Name)] PostingService.PostingServiceClient posting,
    [FromKeyedServices(MessagesModule.Name)] MemberCouponService.MemberCouponServiceClient programs,
    MessageWriter writer, PartnerDirectory directory) : TableSweep<MessagesDb>
{
    private const int GroupsPerStep = 200;
    private const int AskedAtOnce = 500;

    // What an order gave earlier was told by an earlier step of it.
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public override string Name => "coupons";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var settings = await db.Settings.AsNoTracking().ToDictionaryAsync(s => s.PartnerId, cancel);
        if (settings.Count == 0)
            return 0;
        var seen = await db.Cursors.AsNoTracking().Where(c => c.Name == CursorRow.Coupons)
            .Select(c => c.Position).SingleAsync(cancel);
        var request = new ReadLogRequest { AfterGroupNumber = seen, Limit = GroupsPerStep };
        request.Kinds.AddRange([JournalKind.Program, JournalKind.Reward]);
        // Of their entries, which are of no interest here, as few as possible.
        request.EntryKinds.Add(AccountKind.Held);
        // gRPC's deadlines are wall-clock times of this process.
        var log = await posting.ReadLogAsync(
            request, deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel);
        if (log.LastGroupNumber == seen)
            return 0;
        var told = log.Journals.Select(j => GivenCoupons.Of(j.Journal)).OfType<GivenCoupons>()
            .Where(g => settings.GetValueOrDefault(g.PartnerId)?.Tells(MessageKind.CouponsGiven, g.Time) == true)
            .ToList();
        var coupons = await ListAsync(told, cancel);
        var snapshot = await directory.WithAsync(
            d => told.TrueForAll(g => d.Partners.ContainsKey(g.PartnerId)), cancel);
        await writer.WriteAsync(db, [.. coupons.Select(c => GivenCoupons.Message(c, snapshot))], cancel);
        await db.MoveCursorAsync(CursorRow.Coupons, seen, log.LastGroupNumber, cancel);
        return 1;
    }

    private async Task<List<MemberCoupon>> ListAsync(List<GivenCoupons> given, CancellationToken cancel)
    {
        var found = new List<MemberCoupon>();
        var since = given.Select(g => g.Time).DefaultIfEmpty().Min();
        foreach (var names in given.SelectMany(g => g.Names).Distinct().Chunk(AskedAtOnce))
            found.AddRange(await AskAsync(new ListGivenCouponsRequest { Coupons = { names } }, cancel));
        foreach (var givers in given.Select(g => g.Giver).OfType<CouponGiver>().Distinct().Chunk(AskedAtOnce))
            found.AddRange(await AskAsync(
                new ListGivenCouponsRequest
                {
                    Givers = { givers },
                    MadeSince = EarliestTime.Or(since - Before).ToTimestamp(),
                },
                cancel));
        return found;
    }

    private async Task<IEnumerable<MemberCoupon>> AskAsync(ListGivenCouponsRequest request, CancellationToken cancel) =>
        // gRPC's deadlines are wall-clock times of this process.
        (await programs.ListGivenCouponsAsync(
            request, deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel)).Coupons;
}
