using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Looks for members who returned much of what they bought. How much came back, the ledger says.</summary>
internal sealed class ReturnSearch(ProgramsDb db, OrderBooks books, Night night, Func<CallOptions> options)
{
    private readonly DateTimeOffset from = night.Until.AddDays(-night.Terms.ReturnDays);

    public async Task<IReadOnlyList<NightFinding>> FindAsync(CancellationToken cancel)
    {
        var least = night.Terms.ReturnOrders;
        // Whoever placed an order before its returns is among those who returned since.
        var members = await db.Evaluations.AsNoTracking().Where(e =>
                e.PartnerId == night.Program.PartnerId && e.ProgramId == night.Program.Id && e.ReturnTime >= from
                && e.CreateTime >= from && e.CreateTime < night.Until && e.Buyer != null && e.Buyer != Guid.Empty)
            .GroupBy(e => e.Buyer).Where(g => g.Count() >= least).OrderByDescending(g => g.Count())
            .Select(g => g.Key!.Value).Take(NightFinding.MostOfAKind).ToListAsync(cancel);
        var findings = new List<NightFinding>();
        foreach (var member in members)
            if (await FindAsync(member, cancel) is { } finding)
                findings.Add(finding);
        return findings;
    }

    private async Task<NightFinding?> FindAsync(Guid member, CancellationToken cancel)
    {
        var bought = new List<BoughtOrder>();
        await foreach (var order in new BoughtOrders(db, books).OfAsync(
            night.Program.PartnerId, member, IsLookedAt, options, cancel))
            bought.Add(order);
        var share = ReturnedShare.Of(bought);
        if (!share.Reaches(night.Terms))
            return null;
        return new NightFinding(
            NightFinding.SubjectOf(CaseKind.Returns, member.ToString("D")), night.Terms.ReturnDays,
            new FoundCase
            {
                Kind = CaseKind.Returns,
                Signals = { NightWords.OfReturns(share, night.Terms) },
                Members = { NightFinding.NamesOf([member]) },
                Coins =
                {
                    NightFinding.SumsOf(bought.Where(o => o.History.Now.State != OrderState.Cancelled)
                        .SelectMany(o => CorrectedClawbacks.LeftOf(o.Record.Result, o.History.Now.Back))),
                },
            });
    }

    private bool IsLookedAt(EvaluationRecord record) =>
        RuleSetId.Parse(record.RuleSet).Program == night.Program
        && record.Facts.DecideTime.ToDateTimeOffset() is var time && time >= from && time < night.Until;
}
