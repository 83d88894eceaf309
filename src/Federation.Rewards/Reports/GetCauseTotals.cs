using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Federation.Types.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    // Two tallies each, and the ledger reads 500 at once.
    private const int MostCauses = 250;

    public override async Task<GetCauseTotalsResponse> GetCauseTotals(
        GetCauseTotalsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var partner = form.Partner(request.Parent, "parent");
        form.Done();
        var cancel = context.CancellationToken;
        var snapshot = await directory.WithAsync(d => d.Partners.ContainsKey(partner), cancel);
        if (!snapshot.Partners.ContainsKey(partner))
            throw new RefusalException(Refusal.NotFound(ErrorReason.PartnerNotFound, request.Parent));
        var rows = await db.Rewards.AsNoTracking()
            .Where(r => r.PartnerId == partner && r.Cause != null && r.State != RewardState.Draft)
            .OrderBy(r => r.Id).ToListAsync(cancel);
        var causes = rows.Select(r => r.ReadTerms()).GroupBy(t => (t.Cause.Id, t.Coin))
            .OrderBy(g => g.Key.Id, StringComparer.Ordinal).ThenBy(g => g.Key.Coin, StringComparer.Ordinal)
            .Take(MostCauses).Select(g => g.Last()).ToList();
        var (counted, books) = await ReadAsync(
            causes.SelectMany(t => new[]
            {
                RewardTallies.Given(partner, t.Cause.Id, t.Coin), RewardTallies.Donations(partner, t.Cause.Id, t.Coin),
            }),
            "", context.OnwardFor(new PartnerId(partner)));
        return new GetCauseTotalsResponse
        {
            Time = books.Now,
            Totals =
            {
                causes.Select(t => new CauseTotal
                {
                    Partner = request.Parent,
                    Cause = t.Cause.Id,
                    Title = t.Cause.Title,
                    Given = new CoinAmount
                    {
                        Coin = t.Coin,
                        Units = counted[RewardTallies.Given(partner, t.Cause.Id, t.Coin)],
                    },
                    Donations = counted[RewardTallies.Donations(partner, t.Cause.Id, t.Coin)],
                }),
            },
        };
    }
}
