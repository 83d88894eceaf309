using System.Globalization;
using System.Text;

namespace Federation.Cli;

/// <summary>A file of purchases, read and checked whole: every row is right, or there is no file.</summary>
internal sealed class PurchaseFile
{
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss";
    private const int MaxTextLength = 128;

    /// <summary>The highest price that a line of an order can have.</summary>
    private const long MaxPence = 1_000_000_000_000;

    private const int MaxRows = 1_000_000;
    private static readonly string[] Columns =
        ["purchase_id", "time", "member", "country", "brand", "amount_pence", "lines"];
    private static readonly DateTimeOffset End = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<Purchase> rows = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    private PurchaseFile(string name) => Name = name;

    /// <summary>The file's name, as problems begin with it.</summary>
    public string Name { get; }

    public IReadOnlyList<Purchase> Rows => rows;

    /// <exception cref="BadInputException">The file cannot be read or a row is not right: one sentence with the
    /// line.</exception>
    public static PurchaseFile Read(string path)
    {
        try
        {
            return Parse(Path.GetFileName(path), File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{path} cannot be read: {e.Message}");
        }
    }

    internal static PurchaseFile Parse(string name, byte[] bytes)
    {
        var file = new PurchaseFile(name);
        var text = file.Decode(bytes);
        var header = true;
        foreach (var (line, fields) in new CsvRecords(text, file.Problem).Read())
        {
            if (header)
                file.CheckHeader(fields);
            else
                file.Add(line, fields);
            header = false;
        }
        if (header)
            throw new BadInputException($"{name} is empty; its first line must be {string.Join(',', Columns)}.");
        return file.rows.Count > 0 ? file : throw new BadInputException($"{name} has no rows below its header.");
    }

    private string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw Problem(1 + bytes.AsSpan(0, Math.Max(0, e.Index)).Count((byte)'\n'), "is not UTF-8 text");
        }
    }

    private void CheckHeader(IReadOnlyList<string> fields)
    {
        if (!fields.SequenceEqual(Columns))
            throw Problem(1, $"must be the header {string.Join(',', Columns)}");
    }

    private void Add(int line, IReadOnlyList<string> fields)
    {
        if (fields is not [var id, var time, var member, _, var brand, var amount, var lines])
            throw Problem(
                line, $"has {fields.Count} column{(fields.Count == 1 ? "" : "s")} instead of {Columns.Length}");
        var row = new Purchase(
            line, Text(line, id, "purchase_id"), Time(line, time), Text(line, member, "member"), BrandOf(line, brand),
            Pence(line, amount));
        if (!IsInteger(lines, out var count) || count is < 0 or > int.MaxValue)
            throw Problem(line, $"has lines '{lines}', which is not a whole number of 0 or more");
        if (!ids.Add(id))
            throw Problem(line, $"has the purchase_id '{id}' of an earlier line");
        if (rows.Count > 0 && row.Time < rows[^1].Time)
            throw Problem(line, $"has the time {time}, before that of the line above it");
        if (rows.Count == MaxRows)
            throw Problem(line, $"is past the limit of {MaxRows.ToString("#,0", CultureInfo.InvariantCulture)} rows");
        rows.Add(row);
    }

    private string Text(int line, string value, string column)
    {
        if (value.Length is 0 or > MaxTextLength || value.Any(c => c is < ' ' or > '~'))
            throw Problem(line, $"has a {column} that is not 1 to {MaxTextLength} printable ASCII characters");
        return value;
    }

    private DateTimeOffset Time(int line, string value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(value, TimeForm, CultureInfo.InvariantCulture, Utc, out var time)
            || time >= End)
            throw Problem(line,
                $"has the time '{value}', which is not a moment before the year 3000 of the form 2011-12-09 12:50:00");
        return time;
    }

    private Brand BrandOf(int line, string value) => ReplayAlliance.Find(value) ?? throw Problem(
        line, $"has the brand '{value}', which is not one of "
        + $"{string.Join(", ", ReplayAlliance.Brands.Select(b => b.Id))}");

    private long Pence(int line, string value)
    {
        if (!IsInteger(value, out var pence))
            throw Problem(line, $"has the amount_pence '{value}', which is not an integer");
        if (pence is < -MaxPence or > MaxPence)
            throw Problem(line, $"has the amount_pence {value}, which is out of range");
        return pence;
    }

    /// <summary>Digits, with a minus sign where negative, and nothing else: no blanks, plus signs, points or leading
    /// zeros.</summary>
    private static bool IsInteger(string value, out long number) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && number.ToString(CultureInfo.InvariantCulture) == value;

    private BadInputException Problem(int line, string problem) => new($"{Name}: line {line} {problem}.");
}
