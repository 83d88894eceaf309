using System.Globalization;
using System.Text;
using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>
/// A board's terms as a file that people edit: CSV, one line per coin and pair, or protobuf's JSON. Writing what was
/// read gives the same text.
/// </summary>
internal static class BoardFile
{
    private const string Header =
        "kind,source,target,on_value_units,off_value_units,"
        + "fee_basis_points,fee_fixed_units,minimum_units,maximum_units";

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>Reads a file: JSON where its name ends so, else CSV.</summary>
    /// <exception cref="BadInputException">It cannot be read, or a line is not right.</exception>
    public static BoardTerms Read(string path)
    {
        var text = TextFile.Read(path);
        return IsJson(path) ? FromJson(text, path) : FromCsv(text, path);
    }

    public static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    public static string ToJson(BoardTerms terms) => Json.Format(terms) + "\n";

    public static string ToCsv(BoardTerms terms)
    {
        var text = new StringBuilder(Header).Append('\n');
        Line(text, "board", "", "", null, null, terms.FeeBasisPoints, terms.FeeFixedUnits, terms.MinimumUnits,
            terms.MaximumUnits);
        foreach (var value in terms.Values.OrderBy(v => v.Coin, StringComparer.Ordinal))
            Line(text, "coin", value.Coin, "", value.OnValueUnits, value.OffValueUnits, null, null, null, null);
        foreach (var pair in terms.Pairs.OrderBy(p => p.Source, StringComparer.Ordinal)
            .ThenBy(p => p.Target, StringComparer.Ordinal))
            Line(text, "pair", pair.Source, pair.Target, pair.Values?.OnValueUnits, pair.Values?.OffValueUnits,
                pair.Fee?.BasisPoints,
                pair.Fee?.FixedUnits, pair.Limits?.MinimumUnits, pair.Limits?.MaximumUnits);
        return text.ToString();
    }

    public static BoardTerms FromJson(string text, string path)
    {
        try
        {
            return JsonParser.Default.Parse<BoardTerms>(text.TrimStart('\uFEFF'));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new BadInputException($"{path} is not the JSON of a board's terms: {e.Message}");
        }
    }

    public static BoardTerms FromCsv(string text, string path)
    {
        var terms = new BoardTerms();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = true;
        foreach (var (line, fields) in new CsvRecords(text.TrimStart('\uFEFF'), Problem).Read())
        {
            if (first && string.Join(',', fields) != Header)
                throw Problem(line, $"must be the heading {Header}");
            if (!first)
                Add(terms, new BoardLine(fields, why => Problem(line, why)), seen);
            first = false;
        }
        if (first)
            throw new BadInputException($"{path} is empty.");
        // Without it the fee would be 0, which is to be said and not left out.
        return seen.Contains("board")
            ? terms
            : throw new BadInputException($"{path} has no line that begins with 'board', for the fee and the limits.");

        BadInputException Problem(int line, string why) => new($"{path}, line {line}, {why}.");
    }

    private static void Add(BoardTerms terms, BoardLine line, HashSet<string> seen)
    {
        var subject = $"{line.Kind} {line.Source} {line.Target}".TrimEnd();
        if (!seen.Add(subject))
            throw line.Problem($"says '{subject}' for the second time");
        switch (line.Kind)
        {
            case "board":
                (terms.FeeBasisPoints, terms.FeeFixedUnits) = ((int)(line.Number(5) ?? 0), line.Number(6) ?? 0);
                (terms.MinimumUnits, terms.MaximumUnits) = (line.Number(7) ?? 0, line.Number(8) ?? 0);
                break;
            case "coin":
                if (line.Both(3, "on_value_units and off_value_units") is not var (onValue, offValue))
                    throw line.Problem("needs on_value_units and off_value_units");
                terms.Values.Add(
                    new CoinValue { Coin = line.Source, OnValueUnits = onValue, OffValueUnits = offValue });
                break;
            case "pair":
                terms.Pairs.Add(Pair(line));
                break;
            default:
                throw line.Problem($"begins with '{line.Kind}', which is none of board, coin and pair");
        }
    }

    private static PairTerms Pair(BoardLine line)
    {
        var pair = new PairTerms { Source = line.Source, Target = line.Target };
        if (line.Both(3, "on_value_units and off_value_units") is var (onValue, offValue))
            pair.Values = new PairValues { OnValueUnits = onValue, OffValueUnits = offValue };
        if (line.Both(5, "fee_basis_points and fee_fixed_units") is var (points, fixedUnits))
            pair.Fee = new PairFee { BasisPoints = (int)points, FixedUnits = fixedUnits };
        if (line.Both(7, "minimum_units and maximum_units") is var (minimum, maximum))
            pair.Limits = new PairLimits { MinimumUnits = minimum, MaximumUnits = maximum };
        return pair;
    }

    private static void Line(StringBuilder text, string kind, string source, string target, params long?[] numbers) =>
        text
        .Append(kind).Append(',').Append(CsvCells.Text(ResourceText.IdOf(source))).Append(',')
        .Append(CsvCells.Text(ResourceText.IdOf(target))).Append(',')
        .AppendJoin(',', numbers.Select(n => n?.ToString(CultureInfo.InvariantCulture) ?? "")).Append('\n');

    /// <summary>One line of the CSV form.</summary>
    private sealed class BoardLine
    {
        private readonly IReadOnlyList<string> fields;

        public BoardLine(IReadOnlyList<string> fields, Func<string, BadInputException> problem)
        {
            (this.fields, Problem) = (fields, problem);
            if (fields.Count != 9)
                throw problem($"has {fields.Count} cells, not 9");
        }

        public Func<string, BadInputException> Problem { get; }

        public string Kind => fields[0];

        public string Source => CoinOf(CsvCells.Read(fields[1]));

        public string Target => CoinOf(CsvCells.Read(fields[2]));

        public long? Number(int at)
        {
            if (fields[at].Length == 0)
                return null;
            // Basis points are 32 bits wide; more are no fee in any case.
            return long.TryParse(fields[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && (at != 5 || number <= int.MaxValue)
                    ? number
                    : throw Problem($"has '{fields[at]}' for a number");
        }

        /// <summary>Two numbers that belong together, or neither.</summary>
        public (long First, long Second)? Both(int at, string names) => (Number(at), Number(at + 1)) switch
        {
            ({ } one, { } two) => (one, two),
            (null, null) => null,
            _ => throw Problem($"has one of {names} and not the other"),
        };

        private static string CoinOf(string id) => id.Length == 0 ? "" : ResourceText.Coin(id);
    }
}
