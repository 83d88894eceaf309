using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>One movement on one account.</summary>
internal sealed record Move(AccountKind Account, string Holder, long Units, CoinTerms? Terms = null);
