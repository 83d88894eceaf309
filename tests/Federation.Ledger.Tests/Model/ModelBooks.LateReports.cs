using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>Late reports: no balance of the past may become negative by them, of no lot and at no time.</summary>
internal sealed partial class ModelBooks
{
    private static bool MayTake(Step step) =>
        step.Kind is JournalKind.Redeem or JournalKind.Clawback or JournalKind.Refund or JournalKind.Reverse
        || (step.Kind == JournalKind.Adjust && step.Units < 0);

    private string? TooEarly(Step step)
    {
        if (reported is not { } happened || !MayTake(step))
            return null;
        if (step.About is { } about && happened < seen[about].Happened)
            return "EFFECTIVE_TIME_TOO_EARLY";
        return open.Moves.Where(m => m.Terms is not null).GroupBy(m => (m.Holder, Terms: m.Terms!))
            .Any(g => -g.Sum(m => m.Units) is > 0 and var taken
                && taken > HadSince(g.Key.Holder, g.Key.Terms, happened))
                ? "EFFECTIVE_TIME_TOO_EARLY" : null;
    }

    /// <summary>The fewest coins that there were at any time since, less what the group took before.</summary>
    private long HadSince(string wallet, CoinTerms terms, DateTimeOffset happened)
    {
        long Moved(ModelJournal journal) =>
            journal.Moves.Where(m => m.Holder == wallet && m.Terms == terms).Sum(m => m.Units);
        // What a notice moved to another lot was there all the time.
        long At(DateTimeOffset time) =>
            seen.Values.Where(j => j.Happened <= time || j.Kind == JournalKind.RecordNotice).Sum(Moved);
        var fewest = seen.Values.Select(j => j.Happened).Where(t => t > happened).Append(happened).Min(At);
        return fewest - journals.Values.Where(j => !seen.ContainsKey(j.Request)).Sum(j => Math.Max(0, -Moved(j)));
    }
}
