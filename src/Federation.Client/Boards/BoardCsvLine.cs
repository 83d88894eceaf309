using System.Globalization;
using Federation.Exchange.V1;

namespace Federation.Client;

/// <summary>A line of a board's CSV with nine cells. What is wrong with it is added to the faults.</summary>
internal sealed class BoardCsvLine(int line, IReadOnlyList<string> cells, List<BoardCsvFault> faults)
{
    private const string ValueNames = "on_value_units and off_value_units";
    private const int FeePoints = 5;

    public string Kind => cells[0];

    public string Subject => $"{Kind} {NameAt(1)} {NameAt(2)}".TrimEnd();

    /// <summary>Null: it has faults.</summary>
    public CoinValue? Value()
    {
        var coin = CoinAt(1);
        if (Both(3, ValueNames) is var (onValue, offValue))
            return coin is null ? null : new() { Coin = coin, OnValueUnits = onValue, OffValueUnits = offValue };
        if (cells[3].Length + cells[4].Length == 0)
            Fault(BoardCsvProblem.Values, ValueNames);
        return null;
    }

    /// <summary>Null: it has faults.</summary>
    public PairTerms? Pair()
    {
        var (source, target) = (CoinAt(1), CoinAt(2));
        var values = Both(3, ValueNames);
        var fee = Both(FeePoints, "fee_basis_points and fee_fixed_units");
        var limits = Both(7, "minimum_units and maximum_units");
        if (source is null || target is null)
            return null;
        var pair = new PairTerms { Source = source, Target = target };
        if (values is var (onValue, offValue))
            pair.Values = new PairValues { OnValueUnits = onValue, OffValueUnits = offValue };
        if (fee is var (points, fixedUnits))
            pair.Fee = new PairFee { BasisPoints = (int)points, FixedUnits = fixedUnits };
        if (limits is var (minimum, maximum))
            pair.Limits = new PairLimits { MinimumUnits = minimum, MaximumUnits = maximum };
        return pair;
    }

    /// <summary>Null: the cell is empty, or has no number.</summary>
    public long? Number(int at)
    {
        if (cells[at].Length == 0)
            return null;
        // Basis points are 32 bits wide; more are no fee in any case.
        if (long.TryParse(cells[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (at != FeePoints || number <= int.MaxValue))
            return number;
        Fault(BoardCsvProblem.Number, cells[at]);
        return null;
    }

    /// <summary>Two numbers that belong together, or neither.</summary>
    private (long First, long Second)? Both(int at, string names)
    {
        var (first, second) = (Number(at), Number(at + 1));
        if ((cells[at].Length == 0) != (cells[at + 1].Length == 0))
            Fault(BoardCsvProblem.Half, names);
        return first is { } one && second is { } two ? (one, two) : null;
    }

    private string? CoinAt(int at)
    {
        if (ResourceNames.TryCoin(NameAt(at), out _))
            return NameAt(at);
        Fault(BoardCsvProblem.Coin, CsvCells.Read(cells[at]));
        return null;
    }

    /// <summary>People write a coin's id, or its whole name.</summary>
    private string NameAt(int at)
    {
        var text = CsvCells.Read(cells[at]);
        return text.Length == 0 || text.Contains('/', StringComparison.Ordinal) ? text : ResourceNames.Coin(text);
    }

    private void Fault(BoardCsvProblem problem, string detail) =>
        faults.Add(new BoardCsvFault(line, problem, detail));
}
