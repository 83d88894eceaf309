using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>What a board must be before it may be proposed. Pure.</summary>
internal static class BoardGuard
{
    /// <summary>The most values that a board has.</summary>
    public const int MaxValues = 1000;

    public static void CheckForm(Form form, ProposeBoardRequest request)
    {
        form.Check(request.Values.Count is >= 1 and <= MaxValues, "values", "must be 1 to 1000 values");
        form.Check(request.FeeBasisPoints is >= 0 and < Units.BasisPoints, "fee_basis_points", "must be 0 to 9999");
        if (request.Values.Count > MaxValues)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Values.Count; i++)
        {
            var (value, field) = (request.Values[i], $"values[{i}]");
            form.Coin(value.Coin, field + ".coin");
            form.Check(seen.Add(value.Coin), field + ".coin", "is there twice");
            form.Check(value.AsksUnits is >= 1 and <= Units.MaxCoinValue, field + ".asks_units", "must be 1 to 2^40");
            form.Check(value.PaysUnits is >= 1 and <= Units.MaxCoinValue, field + ".pays_units", "must be 1 to 2^40");
        }
    }

    /// <summary>
    /// COIN_NOT_FOUND, BOARD_UNSAFE, or null. Every rate is made of one value of each coin, so a cycle of conversions
    /// multiplies <c>pays * (1 - fee) / asks</c> over its coins: where none of these is above one, no cycle gains.
    /// </summary>
    public static Refusal? Check(ProposeBoardRequest request, DirectorySnapshot directory)
    {
        foreach (var value in request.Values)
            if (!Knows(directory, value))
                return Refusal.NotFound(ErrorReason.CoinNotFound, value.Coin).With("coin", value.Coin);
        foreach (var value in request.Values)
            if (!IsSafe(value, request.FeeBasisPoints))
                return new Refusal(
                    ErrorReason.BoardUnsafe,
                    $"{value.Coin} would pay {value.PaysUnits} less the fee of {request.FeeBasisPoints} basis points, "
                    + $"more than the {value.AsksUnits} that it asks; exchanging in a circle would make coins.")
                    .With("coin", value.Coin);
        return null;
    }

    public static bool KnowsAll(DirectorySnapshot directory, ProposeBoardRequest request) =>
        request.Values.All(v => Knows(directory, v));

    /// <summary><c>pays * (10000 - fee) &lt;= asks * 10000</c>.</summary>
    public static bool IsSafe(CoinValue value, int feeBasisPoints) =>
        (Int128)value.PaysUnits * (Units.BasisPoints - feeBasisPoints) <= (Int128)value.AsksUnits * Units.BasisPoints;

    private static bool Knows(DirectorySnapshot directory, CoinValue value) =>
        ResourceNames.TryCoin(value.Coin, out var id) && directory.Coins.ContainsKey(id);
}
