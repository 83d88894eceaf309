namespace Federation.Web;

/// <summary>Where the programme pages are.</summary>
internal static class ProgramPaths
{
    public const string Root = "/portal/rules";

    public static string Of(string program) => $"{Root}/{Uri.EscapeDataString(program)}";

    public static string Of(string program, string number) => $"{Of(program)}/{Uri.EscapeDataString(number)}";

    /// <summary>The page on which a rule of a draft is changed; without a rule, the one that adds one.</summary>
    public static string OfRule(string program, string number, string? rule) =>
        rule is null ? $"{Of(program, number)}/edit/rules"
            : $"{Of(program, number)}/edit/rules/{Uri.EscapeDataString(rule)}";
}
