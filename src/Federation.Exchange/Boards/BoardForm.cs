using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>What the terms of a board must look like. Pure.</summary>
internal static class BoardForm
{
    /// <summary>The most values that a board has.</summary>
    public const int MaxValues = 1000;

    /// <summary>The most pairs that have something of their own: all of 200 coins.</summary>
    public const int MaxPairs = 40_000;

    private const string Value = "must be 1 to 2^40";

    /// <param name="form">Collects the problems.</param>
    /// <param name="terms">What the board would say.</param>
    /// <param name="field">The field of the request that has them, with its dot; empty where they are the request
    /// itself.</param>
    public static void CheckTerms(this Form form, BoardTerms? terms, string field = "terms.")
    {
        form.Check(terms is not null, field.TrimEnd('.'), "is required");
        if (terms is null)
            return;
        form.Check(terms.Values.Count is >= 1 and <= MaxValues, field + "values", "must be 1 to 1000 values");
        form.Check(terms.Pairs.Count <= MaxPairs, field + "pairs", "must be at most 40000 pairs");
        CheckFee(
            form, terms.FeeBasisPoints, terms.FeeFixedUnits, field + "fee_basis_points", field + "fee_fixed_units");
        CheckLimits(form, terms.MinimumUnits, terms.MaximumUnits, field + "minimum_units", field + "maximum_units");
        if (terms.Values.Count > MaxValues || terms.Pairs.Count > MaxPairs)
            return;
        var coins = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < terms.Values.Count; i++)
            CheckValue(form, terms.Values[i], $"{field}values[{i}]", coins);
        var pairs = new HashSet<(string, string)>();
        for (var i = 0; i < terms.Pairs.Count; i++)
            CheckPair(form, terms.Pairs[i], $"{field}pairs[{i}]", coins, pairs);
    }

    /// <summary>Exactly one of a board's name and terms; answers the number, or 0 for terms.</summary>
    public static long BoardOrTerms(this Form form, string name, BoardTerms? terms)
    {
        form.Check(name.Length > 0 != terms is not null, "name", "must be given, or else terms, and not both");
        if (terms is not null)
            form.CheckTerms(terms);
        return name.Length == 0 ? 0 : form.Board(name, "name");
    }

    /// <summary>A reason why something is meant: up to 500 characters, or nothing.</summary>
    public static string Reason(this Form form, string reason) => form.Text(reason, "reason", 0, 500);

    private static void CheckValue(Form form, CoinValue value, string field, HashSet<string> coins)
    {
        form.Coin(value.Coin, field + ".coin");
        form.Check(coins.Add(value.Coin), field + ".coin", "is there twice");
        form.Check(value.OnValueUnits is >= 1 and <= Units.MaxCoinValue, field + ".on_value_units", Value);
        form.Check(value.OffValueUnits is >= 1 and <= Units.MaxCoinValue, field + ".off_value_units", Value);
    }

    private static void CheckPair(
        Form form, V1.PairTerms pair, string field, HashSet<string> coins, HashSet<(string, string)> pairs)
    {
        form.Check(coins.Contains(pair.Source), field + ".source", "must be a coin that has values on the board");
        form.Check(coins.Contains(pair.Target), field + ".target", "must be a coin that has values on the board");
        form.Check(pair.Source != pair.Target, field + ".target", "must be another coin than the source");
        form.Check(pairs.Add((pair.Source, pair.Target)), field, "is there twice");
        form.Check(pair.Values is not null || pair.Fee is not null || pair.Limits is not null, field,
            "must have values, a fee or limits of its own");
        if (pair.Values is { } values)
        {
            form.Check(values.OnValueUnits is >= 1 and <= Units.MaxCoinValue, field + ".values.on_value_units", Value);
            form.Check(
                values.OffValueUnits is >= 1 and <= Units.MaxCoinValue, field + ".values.off_value_units", Value);
        }
        if (pair.Fee is { } fee)
            CheckFee(form, fee.BasisPoints, fee.FixedUnits, field + ".fee.basis_points", field + ".fee.fixed_units");
        if (pair.Limits is { } limits)
            CheckLimits(
                form, limits.MinimumUnits, limits.MaximumUnits, field + ".limits.minimum_units",
                field + ".limits.maximum_units");
    }

    private static void CheckFee(
        Form form, int basisPoints, long fixedUnits, string basisPointsField, string fixedField)
    {
        form.Check(basisPoints is >= 0 and < Units.BasisPoints, basisPointsField, "must be 0 to 9999");
        form.Check(fixedUnits is >= 0 and <= Units.MaxCoinValue, fixedField, "must be 0 to 2^40");
    }

    private static void CheckLimits(Form form, long minimum, long maximum, string minimumField, string maximumField)
    {
        form.Check(minimum is >= 0 and <= Units.MaxCommand, minimumField, "must be 0 (for no limit) to 10^15");
        form.Check(maximum is >= 0 and <= Units.MaxCommand, maximumField, "must be 0 (for no limit) to 10^15");
        form.Check(maximum == 0 || minimum <= maximum, maximumField, "must not be less than the minimum");
    }
}
