using Federation.Programs.V1;

namespace Federation.Messages;

/// <summary>The languages of messages.</summary>
internal static class Languages
{
    public const string English = "en";

    public const string Chinese = "zh-CN";

    public static readonly IReadOnlyList<string> All = [English, Chinese];

    /// <summary>A text in a language; where there is none, in the other one.</summary>
    public static string Text(LocalizedText? text, string language, string otherwise) => (language, text) switch
    {
        (Chinese, { ZhCn.Length: > 0 }) => text.ZhCn,
        (_, { En.Length: > 0 }) => text.En,
        (_, { ZhCn.Length: > 0 }) => text.ZhCn,
        _ => otherwise,
    };

    public static bool Knows(string language) => All.Contains(language, StringComparer.Ordinal);
}
