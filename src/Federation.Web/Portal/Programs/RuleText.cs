using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Web;

/// <summary>Rules as the text that people edit: protobuf's JSON. Pure.</summary>
internal static class RuleText
{
    private static readonly JsonFormatter Lines = new(JsonFormatter.Settings.Default.WithIndentation());
    private static readonly JsonFormatter OneLine = new(JsonFormatter.Settings.Default);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithRecursionLimit(64));

    public static string Write(IMessage message) => Lines.Format(message);

    /// <summary>The same in one line, for a hidden field.</summary>
    public static string Pack(IMessage message) => OneLine.Format(message);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="message">What it says; null where it cannot be read.</param>
    /// <param name="why">Why it cannot be read, in English.</param>
    public static bool TryRead<T>(string text, out T? message, out string why)
        where T : class, IMessage, new()
    {
        (message, why) = (null, "");
        try
        {
            message = Parser.Parse<T>(text);
            return true;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or OverflowException)
        {
            why = e.Message;
            return false;
        }
    }

    /// <summary>The terms without their rules, which have a page each.</summary>
    public static RuleSetTerms WithoutRules(RuleSetTerms terms)
    {
        var others = terms.Clone();
        others.Rules.Clear();
        return others;
    }
}
