using System.Globalization;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>The terms of boards as pages change them. Pure.</summary>
internal static class BoardDrafts
{
    /// <summary>All that a board says.</summary>
    public static BoardTerms TermsOf(Board board)
    {
        var terms = new BoardTerms
        {
            FeeBasisPoints = board.FeeBasisPoints,
            FeeFixedUnits = board.FeeFixedUnits,
            MinimumUnits = board.MinimumUnits,
            MaximumUnits = board.MaximumUnits,
        };
        terms.Values.AddRange(board.Values);
        terms.Pairs.AddRange(board.Pairs);
        return terms;
    }

    /// <summary>An integer of 0 or more that somebody typed, with or without its thousands marked.</summary>
    public static bool TryRead(string text, out long units) => long.TryParse(
        text.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out units);

    public static string Text(long units) => units.ToString(CultureInfo.InvariantCulture);
}
