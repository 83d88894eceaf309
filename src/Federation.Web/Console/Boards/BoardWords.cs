using Federation.Design;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>What is said of boards. Pure.</summary>
internal static class BoardWords
{
    /// <summary>Draft 3, board 3.</summary>
    public static string Title(Board board, WebTexts t) => board.State is BoardState.Draft
        ? t.DraftNumber(ResourceNames.LastPart(board.Name)) : Title(board.Name, t);

    /// <summary>Board 3.</summary>
    public static string Title(string board, WebTexts t) => t.BoardNumber(ResourceNames.LastPart(board));

    public static string Of(BoardState state, WebTexts t) => state switch
    {
        BoardState.Draft => t.BoardIsDraft,
        BoardState.Proposed => t.BoardIsProposed,
        BoardState.Approved => t.BoardIsApproved,
        BoardState.Published => t.BoardIsPublished,
        BoardState.Superseded => t.BoardIsSuperseded,
        _ => "",
    };

    public static TagKind KindOf(BoardState state) => state switch
    {
        BoardState.Published => TagKind.Good,
        BoardState.Proposed or BoardState.Approved => TagKind.Warn,
        BoardState.Draft => TagKind.Accent,
        _ => TagKind.Plain,
    };

    /// <summary>A person, <c>admins/{person}</c>, or a brand's people.</summary>
    public static string Person(string principal) => Isolated.Of(ResourceNames.LastPart(principal));

    /// <summary>A field of a difference.</summary>
    /// <param name="difference">What differs.</param>
    /// <param name="coinOf">What a coin is called.</param>
    /// <param name="t">The reader's texts.</param>
    public static string What(BoardDifference difference, Func<string, string> coinOf, WebTexts t)
    {
        var field = difference.Field switch
        {
            "on_value_units" => t.FieldOnValue,
            "off_value_units" => t.FieldOffValue,
            "fee.basis_points" => t.FieldFeePoints,
            "fee.fixed_units" => t.FieldFeeFixed,
            "limits.minimum_units" => t.FieldMinimum,
            "limits.maximum_units" => t.FieldMaximum,
            var other => other,
        };
        return (difference.Coin, difference.Target) switch
        {
            ("", _) => t.OfAlliance(field),
            (var coin, "") => t.OfCoin(coinOf(coin), field),
            var (source, target) => t.OfPair(coinOf(source), coinOf(target), field),
        };
    }

    /// <summary>A number that strays.</summary>
    public static string What(BoardDeviation deviation, Func<string, string> coinOf, WebTexts t)
    {
        var field = deviation.Kind switch
        {
            DeviationKind.CoinOnValue or DeviationKind.PairOnValue => t.FieldOnValue,
            DeviationKind.CoinOffValue or DeviationKind.PairOffValue => t.FieldOffValue,
            _ => t.FieldRate,
        };
        return deviation.Target.Length == 0
            ? t.OfCoin(coinOf(deviation.Coin), field)
            : t.OfPair(coinOf(deviation.Coin), coinOf(deviation.Target), field);
    }
}
