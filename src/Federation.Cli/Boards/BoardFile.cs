using Federation.Client;
using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>
/// A board's terms as a file that people edit: CSV, one line per coin and pair, or protobuf's JSON. Writing what was
/// read gives the same text.
/// </summary>
internal static class BoardFile
{
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

    public static string ToCsv(BoardTerms terms) => BoardCsv.Write(terms);

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
        var reading = BoardCsv.Read(text);
        return reading.Faults switch
        {
            [] => reading.Terms,
            [{ Line: 0 } whole, ..] => throw new BadInputException($"{path} {whole}."),
            [var first, ..] => throw new BadInputException($"{path}, {first}."),
        };
    }
}
