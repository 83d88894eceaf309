using Federation.Partners.V1;

namespace Federation.Ledger;

/// <summary>A message that told a member when coins end.</summary>
/// <param name="Announced">How many coins end when, the earliest first.</param>
/// <param name="Delivered">When it was delivered, in alliance time.</param>
/// <param name="Evidence">What shows that.</param>
internal sealed record Notice(
    IReadOnlyList<(DateTimeOffset End, long Units)> Announced, DateTimeOffset Delivered, NoticeEvidence Evidence);
