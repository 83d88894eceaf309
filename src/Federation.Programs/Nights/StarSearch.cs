using Federation.Programs.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Looks for means of payment and devices by which many members placed one order each.</summary>
internal sealed class StarSearch(ProgramsDb db, Night night)
{
    private readonly DateTimeOffset from = night.Until.AddDays(-night.Terms.StarDays);

    private IQueryable<EvaluationRow> Orders => db.Evaluations.AsNoTracking().Where(e =>
        e.PartnerId == night.Program.PartnerId && e.ProgramId == night.Program.Id && e.CreateTime >= from
        && e.CreateTime < night.Until && e.Journal != null && e.Buyer != null && e.Buyer != Guid.Empty);

    private IQueryable<NamedOrder> Payers => Orders.Where(e => e.PayerHash != null)
        .Select(e => new NamedOrder { Hash = e.PayerHash!, Buyer = e.Buyer!.Value, Content = e.Content });

    private IQueryable<NamedOrder> Devices => Orders.Where(e => e.DeviceHash != null)
        .Select(e => new NamedOrder { Hash = e.DeviceHash!, Buyer = e.Buyer!.Value, Content = e.Content });

    /// <summary>The stars, the largest first.</summary>
    public async Task<IReadOnlyList<NightFinding>> FindAsync(CancellationToken cancel) =>
    [
        .. await FindAsync(Payers, isDevice: false, cancel), .. await FindAsync(Devices, isDevice: true, cancel),
    ];

    private async Task<IReadOnlyList<NightFinding>> FindAsync(
        IQueryable<NamedOrder> orders, bool isDevice, CancellationToken cancel)
    {
        var least = night.Terms.StarMembers;
        var hashes = await orders.GroupBy(o => new { o.Hash, o.Buyer }).Where(g => g.Count() == 1)
            .Select(g => g.Key.Hash).GroupBy(h => h).Where(g => g.Count() >= least)
            .OrderByDescending(g => g.Count()).Select(g => g.Key).Take(NightFinding.MostOfAKind).ToListAsync(cancel);
        if (hashes.Count == 0)
            return [];
        var stars = hashes.ToDictionary(Convert.ToHexString, _ => new Star(), StringComparer.Ordinal);
        await foreach (var order in orders.Where(o => hashes.Contains(o.Hash)).AsAsyncEnumerable()
            .WithCancellation(cancel))
            stars[Convert.ToHexString(order.Hash)].Add(order);
        return [.. stars.Select(s => Finding(isDevice, s.Key, s.Value))];
    }

    private NightFinding Finding(bool isDevice, string hash, Star star)
    {
        var members = star.Members.Order().ToList();
        return new NightFinding(
            NightFinding.SubjectOf(CaseKind.Star, (isDevice ? "device " : "payer ") + hash), night.Terms.StarDays,
            new FoundCase
            {
                Kind = CaseKind.Star,
                Signals = { NightWords.OfStar(isDevice, members.Count, night.Terms) },
                Members = { NightFinding.NamesOf(members) },
                Coins = { NightFinding.SumsOf(star.Coins) },
            });
    }

    private sealed class NamedOrder
    {
        public required byte[] Hash { get; init; }

        public required Guid Buyer { get; init; }

        public required byte[] Content { get; init; }
    }

    /// <summary>The orders by one hash.</summary>
    private sealed class Star
    {
        private readonly Dictionary<Guid, int> orders = [];

        public Dictionary<string, long> Coins { get; } = new(StringComparer.Ordinal);

        public IEnumerable<Guid> Members => orders.Where(o => o.Value == 1).Select(o => o.Key);

        public void Add(NamedOrder order)
        {
            orders[order.Buyer] = orders.GetValueOrDefault(order.Buyer) + 1;
            var result = EvaluationRecord.Parser.ParseFrom(order.Content).Result;
            foreach (var (coin, units) in CorrectedClawbacks.LeftOf(result, back: null))
                Coins[coin] = checked(Coins.GetValueOrDefault(coin) + units);
        }
    }
}
