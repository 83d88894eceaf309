namespace Federation.Exchange;

/// <summary>A few brands, as one column holds them: their ids in order, with spaces between.</summary>
internal sealed record PartnerSet
{
    private const char Separator = ' ';
    private readonly string written;

    private PartnerSet(string written) => this.written = written;

    public IReadOnlyList<string> Ids => written.Split(Separator);

    public static PartnerSet Of(IEnumerable<string> ids) =>
        new(string.Join(Separator, ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static PartnerSet Read(string written) => new(written);

    public bool Contains(string id) => Ids.Contains(id, StringComparer.Ordinal);

    /// <summary>The column's text.</summary>
    public override string ToString() => written;
}
