namespace Federation.Messages;

/// <summary>The languages of messages.</summary>
internal static class Languages
{
    public const string English = "en";

    public const string Chinese = "zh-CN";

    public static readonly IReadOnlyList<string> All = [English, Chinese];

    public static bool Knows(string language) => All.Contains(language, StringComparer.Ordinal);
}
