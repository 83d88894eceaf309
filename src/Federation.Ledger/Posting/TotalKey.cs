namespace Federation.Ledger;

/// <summary>Names a total.</summary>
internal readonly record struct TotalKey(string Asset, TotalKind Kind, string Party);
