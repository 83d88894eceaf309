namespace Federation.Exchange;

/// <summary>What storing a quote came to.</summary>
internal abstract record StoredQuote
{
    /// <summary>It was written.</summary>
    public sealed record Written : StoredQuote;

    /// <summary>The same request had one before.</summary>
    public sealed record Known(QuoteRecord Quote) : StoredQuote;

    /// <summary>The member has as many open ones as there may be.</summary>
    /// <param name="Open">How many.</param>
    /// <param name="Brand">The brand with which it has them; null where with all.</param>
    /// <param name="Until">When the first of them expires.</param>
    public sealed record Exhausted(int Open, string? Brand, DateTimeOffset Until) : StoredQuote;
}
