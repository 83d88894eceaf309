using System.Text.Json;

namespace Federation.Cli;

/// <summary>A sheet of rows with named columns, of a file: CSV with a header, or a JSON array of objects, as its name
/// ends. What is wrong with the file as such is said at once; what is wrong with a row's cells is for who reads
/// them.</summary>
internal sealed class Sheet
{
    private readonly string name;
    private readonly SheetColumns columns;

    private Sheet(string name, SheetColumns columns) => (this.name, this.columns) = (name, columns);

    public IReadOnlyList<SheetRow> Rows { get; private init; } = [];

    /// <exception cref="BadInputException">The file cannot be read, is no sheet, or has a column that is not known or
    /// lacks one that is needed.</exception>
    public static Sheet Read(string path, SheetColumns columns)
    {
        var sheet = new Sheet(Path.GetFileName(path), columns);
        var text = TextFile.Read(path);
        List<SheetRow> rows = [.. path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? sheet.OfJson(text)
            : sheet.OfCsv(text)];
        return rows.Count > 0
            ? new Sheet(sheet.name, columns) { Rows = rows }
            : throw new BadInputException($"{sheet.name} has no rows.");
    }

    private IEnumerable<SheetRow> OfCsv(string text)
    {
        IReadOnlyList<string>? header = null;
        foreach (var (line, fields) in new CsvRecords(text, Problem).Read())
        {
            if (header is null)
            {
                header = [.. fields.Select(f => f.Trim())];
                Check(line, header);
            }
            else if (fields.Count == header.Count)
                yield return new SheetRow(
                    line, header.Zip(fields).ToDictionary(
                        c => c.First, c => CsvCells.Read(c.Second), StringComparer.Ordinal));
            else if (fields is not [""])
                throw Problem(line, $"has {fields.Count} cells, and the header {header.Count}");
        }
    }

    private List<SheetRow> OfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select((item, i) => RowOf(item, i + 1))]
                : throw Problem(1, "is not the beginning of an array of objects");
        }
        catch (JsonException e)
        {
            throw Problem((int)(e.LineNumber ?? 0) + 1, $"is not JSON: {e.Message}");
        }
    }

    private SheetRow RowOf(JsonElement item, int number)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new BadInputException($"{name}: item {number} is no object.");
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in item.EnumerateObject())
            if (!cells.TryAdd(property.Name, TextOf(property.Value, number)))
                throw new BadInputException($"{name}: item {number} says {property.Name} twice.");
        Check(number, [.. cells.Keys], "item");
        return new SheetRow(number, cells);
    }

    private string TextOf(JsonElement value, int number) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Null => "",
        _ => throw new BadInputException($"{name}: item {number} has a value that is neither a text nor a number."),
    };

    private void Check(int number, IReadOnlyCollection<string> named, string what = "line")
    {
        IEnumerable<string> problems =
        [
            .. named.Where(c => !columns.Knows(c)).Select(c => $"has '{c}', which is none of {columns.Names}"),
            .. named.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1)
                .Select(g => $"has {g.Key} twice"),
            .. columns.Needed.Except(named, StringComparer.Ordinal).Select(c => $"lacks the column {c}"),
        ];
        if (string.Join("; ", problems) is { Length: > 0 } problem)
            throw new BadInputException($"{name}: {what} {number} {problem}.");
    }

    private BadInputException Problem(int line, string problem) => new($"{name}: line {line} {problem}.");
}
