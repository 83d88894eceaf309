using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>A brand's figures, from the books.</summary>
internal sealed record BrandFigures(CoinTotals Totals, long Position);
