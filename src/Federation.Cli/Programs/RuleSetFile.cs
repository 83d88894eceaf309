using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>A rule set's terms as a file that people edit: protobuf's JSON.</summary>
internal static class RuleSetFile
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <exception cref="BadInputException">It cannot be read, or is not the JSON of terms.</exception>
    public static RuleSetTerms Read(string path) => Parse(TextFile.Read(path), path);

    public static string ToJson(RuleSetTerms terms) => Json.Format(terms) + "\n";

    public static RuleSetTerms Parse(string text, string path)
    {
        try
        {
            return JsonParser.Default.Parse<RuleSetTerms>(text);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new BadInputException($"{path} is not the JSON of a rule set's terms: {e.Message}");
        }
    }
}
