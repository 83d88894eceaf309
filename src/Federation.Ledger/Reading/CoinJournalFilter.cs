using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Which journals of a coin a list shows.</summary>
/// <param name="Coin">The coin's id.</param>
internal sealed record CoinJournalFilter(string Coin)
{
    /// <summary>Kinds; all where there are none.</summary>
    public IReadOnlyCollection<JournalKind> Kinds { get; init; } = [];

    /// <summary>The merchant's name, or null.</summary>
    public string? Merchant { get; init; }

    public string? ExternalReference { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>Whether some of the coin's journals are left out.</summary>
    public bool IsNarrow => Kinds.Count > 0 || Merchant is not null || ExternalReference is not null
        || Start is not null || End is not null;

    public IQueryable<OutcomeRow> Narrow(IQueryable<OutcomeRow> outcomes)
    {
        outcomes = outcomes.Where(o => o.Refused == null);
        if (Kinds.Count > 0)
            outcomes = outcomes.Where(o => Kinds.Contains(o.Kind));
        if (Merchant is { } merchant)
            outcomes = outcomes.Where(o => o.Merchant == merchant);
        if (ExternalReference is { } reference)
            outcomes = outcomes.Where(o => o.ExternalReference == reference);
        if (Start is { } start)
            outcomes = outcomes.Where(o => o.Time >= start);
        if (End is { } end)
            outcomes = outcomes.Where(o => o.Time < end);
        return outcomes;
    }
}
