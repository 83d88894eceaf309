using System.Globalization;
using System.Text;
using Federation.Exchange.V1;

namespace Federation.Client;

/// <summary>
/// A board's terms as comma separated values that people edit: a heading, one line for the board, one per coin, and one
/// per pair with terms of its own. Coins are written by their ids. Writing what was read gives the same text, but for
/// the order of lines. No cell that it writes is taken for a formula by a spreadsheet.
/// </summary>
public static class BoardCsv
{
    /// <summary>The first line.</summary>
    public const string Heading =
        "kind,source,target,on_value_units,off_value_units,"
        + "fee_basis_points,fee_fixed_units,minimum_units,maximum_units";

    /// <summary>The terms as text, sorted by coin and by pair.</summary>
    public static string Write(BoardTerms terms)
    {
        var text = new StringBuilder(Heading).Append('\n');
        Line(text, "board", "", "", null, null, terms.FeeBasisPoints, terms.FeeFixedUnits, terms.MinimumUnits,
            terms.MaximumUnits);
        foreach (var value in terms.Values.OrderBy(v => v.Coin, StringComparer.Ordinal))
            Line(text, "coin", value.Coin, "", value.OnValueUnits, value.OffValueUnits, null, null, null, null);
        foreach (var pair in terms.Pairs.OrderBy(p => p.Source, StringComparer.Ordinal)
            .ThenBy(p => p.Target, StringComparer.Ordinal))
            Line(text, "pair", pair.Source, pair.Target, pair.Values?.OnValueUnits, pair.Values?.OffValueUnits,
                pair.Fee?.BasisPoints, pair.Fee?.FixedUnits, pair.Limits?.MinimumUnits, pair.Limits?.MaximumUnits);
        return text.ToString();
    }

    /// <summary>Reads the text, as far as it can be read, and lists every fault. Whether the numbers are in their
    /// ranges, the alliance says.</summary>
    public static BoardCsvReading Read(string text)
    {
        var reading = new BoardCsvReading();
        var first = true;
        try
        {
            var records = new CsvRecords(text.TrimStart('\uFEFF'), (line, why) => new FormException(line, why));
            foreach (var (line, cells) in records.Read())
            {
                if (!first)
                    reading.Add(line, cells);
                else if (string.Join(',', cells) != Heading)
                    reading.Add(new BoardCsvFault(line, BoardCsvProblem.Heading));
                first = false;
            }
        }
        catch (FormException e)
        {
            reading.Add(new BoardCsvFault(e.Line, BoardCsvProblem.Form, e.Message));
            first = false;
        }
        reading.End(isEmpty: first);
        return reading;
    }

    private static void Line(StringBuilder text, string kind, string source, string target, params long?[] numbers) =>
        text
        .Append(kind).Append(',').Append(CsvCells.Text(ResourceNames.LastPart(source))).Append(',')
        .Append(CsvCells.Text(ResourceNames.LastPart(target))).Append(',')
        .AppendJoin(',', numbers.Select(n => n?.ToString(CultureInfo.InvariantCulture) ?? "")).Append('\n');

    private sealed class FormException(int line, string why) : FormatException(why)
    {
        public int Line { get; } = line;
    }
}
