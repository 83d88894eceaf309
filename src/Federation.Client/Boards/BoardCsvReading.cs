using System.Globalization;
using Federation.Exchange.V1;

namespace Federation.Client;

/// <summary>What was read of a board's CSV.</summary>
public sealed class BoardCsvReading
{
    private const int MostCells = 9;

    private readonly List<BoardCsvFault> faults = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<int> values = [];
    private readonly List<int> pairs = [];
    private int board;

    internal BoardCsvReading()
    {
    }

    /// <summary>The terms; incomplete if there are faults.</summary>
    public BoardTerms Terms { get; } = new();

    /// <summary>Every fault, by line.</summary>
    public IReadOnlyList<BoardCsvFault> Faults => faults;

    /// <summary>The line of a field of the terms that the alliance refuses, for instance
    /// <c>terms.pairs[3].values.on_value_units</c>; 0: of no line.</summary>
    public int LineOf(string field)
    {
        var name = field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var open = name.IndexOf('[', StringComparison.Ordinal);
        var close = name.IndexOf(']', StringComparison.Ordinal);
        if (open < 0 || close < open)
            return name is "values" or "pairs" ? 0 : board;
        var lines = name[..open] switch { "values" => values, "pairs" => pairs, _ => [] };
        return int.TryParse(name[(open + 1)..close], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < lines.Count ? lines[at] : 0;
    }

    internal void Add(BoardCsvFault fault) => faults.Add(fault);

    internal void Add(int line, IReadOnlyList<string> cells)
    {
        var before = faults.Count;
        if (cells.Count != MostCells)
        {
            Add(new BoardCsvFault(
                line, BoardCsvProblem.Cells, cells.Count.ToString(CultureInfo.InvariantCulture)));
            return;
        }
        var read = new BoardCsvLine(line, cells, faults);
        if (read.Kind is not ("board" or "coin" or "pair"))
            Add(new BoardCsvFault(line, BoardCsvProblem.Kind, read.Kind));
        else if (!seen.Add(read.Subject))
            Add(new BoardCsvFault(line, BoardCsvProblem.Twice, read.Subject));
        else
            Take(read, line, before);
    }

    internal void End(bool isEmpty)
    {
        if (isEmpty)
            Add(new BoardCsvFault(0, BoardCsvProblem.Empty));
        else if (!seen.Contains("board") && !faults.Exists(f => f.Problem is BoardCsvProblem.Form))
            Add(new BoardCsvFault(0, BoardCsvProblem.Board));
    }

    private void Take(BoardCsvLine read, int line, int before)
    {
        switch (read.Kind)
        {
            case "board":
                (Terms.FeeBasisPoints, Terms.FeeFixedUnits) = ((int)(read.Number(5) ?? 0), read.Number(6) ?? 0);
                (Terms.MinimumUnits, Terms.MaximumUnits) = (read.Number(7) ?? 0, read.Number(8) ?? 0);
                board = line;
                break;
            case "coin" when read.Value() is { } value && faults.Count == before:
                Terms.Values.Add(value);
                values.Add(line);
                break;
            case "pair" when read.Pair() is { } pair && faults.Count == before:
                Terms.Pairs.Add(pair);
                pairs.Add(line);
                break;
        }
    }
}
