namespace Federation.Design;

/// <summary>The numbers of a chart: its drawing and its table are made from the same ones.</summary>
/// <param name="Finding">A sentence with what it shows, for who does not see it.</param>
/// <param name="Heading">What the labels are: the head of the table's first column.</param>
/// <param name="Labels">The places along the chart.</param>
/// <param name="Series">At most five; see <see cref="Limited"/>.</param>
/// <param name="Write">How a value is written.</param>
public sealed record ChartFigures(
    string Finding, string Heading, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series,
    Func<long, string> Write)
{
    /// <summary>How a mark of the axis is written, if shorter: marks are round.</summary>
    public Func<long, string> WriteMark { get; init; } = Write;

    /// <summary>More series than these nobody tells apart.</summary>
    public const int MostSeries = 5;

    /// <summary>What stands in the table where there is no value.</summary>
    public const string Nothing = "–";

    /// <summary>The least and the largest value, with zero among them.</summary>
    internal (long Least, long Most) Range
    {
        get
        {
            var values = Series.SelectMany(s => s.Values).OfType<long>().Append(0).ToList();
            return (values.Min(), values.Max());
        }
    }

    /// <summary>The same with the last of too many series added up into one.</summary>
    /// <param name="others">What that one is called.</param>
    public ChartFigures Limited(string others)
    {
        if (Series.Count <= MostSeries)
            return this;
        var rest = Series.Skip(MostSeries - 1).ToList();
        var sums = Labels.Select((_, i) => Sum(rest.Select(s => s.Values[i]))).ToList();
        return this with { Series = [.. Series.Take(MostSeries - 1), new ChartSeries(others, 0, sums)] };
    }

    /// <summary>A value of the table.</summary>
    public string Cell(ChartSeries series, int label) =>
        series.Values[label] is { } value ? Write(value) : Nothing;

    private static long? Sum(IEnumerable<long?> values)
    {
        long? sum = null;
        foreach (var value in values.OfType<long>())
            sum = (sum ?? 0) + value;
        return sum;
    }
}
