namespace Federation.Ledger;

/// <summary>Names a total.</summary>
internal readonly record struct TotalKey(string Asset, TotalKind Kind, string Party)
{
    public TotalRow ToRow(int slot, long units) =>
        new() { Asset = Asset, Kind = Kind, Party = Party, Slot = slot, Units = units };
}
