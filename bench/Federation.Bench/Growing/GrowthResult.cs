namespace Federation.Bench;

/// <summary>What growing came to.</summary>
internal sealed record GrowthResult
{
    public required int Wallets { get; init; }

    public required double OpeningPerSecond { get; init; }

    public required IReadOnlyList<GrowthStep> Steps { get; init; }

    /// <summary>Counted in the database at the end, the openings included.</summary>
    public required long Journals { get; init; }

    /// <summary>The database once the wallets were open.</summary>
    public required long BytesBefore { get; init; }

    public required IReadOnlyList<TableSize> Tables { get; init; }

    public required ReadLatency ReadBefore { get; init; }

    public required ReadLatency ReadAfter { get; init; }

    public required double LotsPerWallet { get; init; }

    /// <summary>The most that this process had resident: the ledger, its database driver and what makes the
    /// load.</summary>
    public required double? PeakMib { get; init; }

    public required double ManagedPeakMib { get; init; }

    /// <summary>The last whole step's rate to the first one's.</summary>
    public double? EndToStart => Steps.Where(s => s.Counted * 2 >= Steps[0].Counted).ToList() is { Count: > 1 } whole
        ? whole[^1].PerSecond / whole[0].PerSecond : null;

    /// <summary>All tables and indexes of the books over all journals.</summary>
    public double BytesPerJournal => Tables.Sum(t => t.Bytes) / (double)Journals;
}
