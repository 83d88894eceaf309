using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    private const int MostCold = 200;
    private const int MostRedemptions = 1_000_000;
    private static readonly TimeSpan UsualPeriod = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(400);

    public override async Task<ListColdRewardsResponse> ListColdRewards(
        ListColdRewardsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var (fromTime, toTime) = (form.Moment(request.FromTime, "from_time"), form.Moment(request.ToTime, "to_time"));
        form.Check(
            request.AtMostRedemptions is >= 0 and <= MostRedemptions, "at_most_redemptions",
            $"must be 0 to {MostRedemptions}");
        var partner = OwnParent(form, Caller.Of(context), request.Parent);
        var cancel = context.CancellationToken;
        var to = toTime ?? await clock.NowAsync(cancel);
        var from = fromTime ?? to - UsualPeriod;
        form.Check(from < to, "to_time", "must be after from_time");
        form.Check(to - from <= LongestPeriod, "to_time", $"must be at most {LongestPeriod.Days} days after from_time");
        form.Done();

        var made = db.Redemptions.AsNoTracking().Where(r => r.PartnerId == partner && r.Journal != null);
        var redeemed = await made.Where(r => r.CreateTime >= from && r.CreateTime < to).GroupBy(r => r.RewardId)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var last = await made.Where(r => r.CreateTime < to).GroupBy(r => r.RewardId)
            .Select(g => new { g.Key, Last = g.Max(r => r.CreateTime) })
            .ToDictionaryAsync(g => g.Key, g => g.Last, cancel);
        var rewards = await db.Rewards.AsNoTracking()
            .Where(r => r.PartnerId == partner && (r.State == RewardState.Active || r.State == RewardState.Paused))
            .ToListAsync(cancel);
        var cold = rewards.Where(r => redeemed.GetValueOrDefault(r.Id) <= request.AtMostRedemptions)
            .OrderBy(r => redeemed.GetValueOrDefault(r.Id)).ThenBy(r => last.GetValueOrDefault(r.Id))
            .ThenBy(r => r.Id, StringComparer.Ordinal).Take(MostCold)
            .Select(r => new ColdReward
            {
                Reward = ToMessage(r),
                Redemptions = redeemed.GetValueOrDefault(r.Id),
                LastRedeemTime = last.TryGetValue(r.Id, out var time) ? time.ToTimestamp() : null,
            }).ToList();
        await AddStockAsync(cold.Select(c => c.Reward), context.CancellationToken);
        return new ListColdRewardsResponse { Rewards = { cold } };
    }

    /// <summary>Adds how many pieces are left.</summary>
    private async Task AddStockAsync(IEnumerable<Reward> rewards, CancellationToken cancel)
    {
        var limited = rewards.Where(r => r.Terms.LimitedStock)
            .Select(r => (Reward: r, Tally: RewardTallies.Stock(NameOf(r)))).ToList();
        var counted = await tallies.ReadAsync([.. limited.Select(l => l.Tally)], cancel);
        foreach (var (one, units) in limited.Zip(counted))
            one.Reward.StockUnits = units;
    }

    private static RewardId NameOf(Reward reward) =>
        RewardId.TryParse(reward.Name, out var name) ? name : default;
}
