using System.CommandLine;

namespace Federation.Cli;

/// <summary>What commands about messages have in common, and the words for kinds, channels and choices.</summary>
internal static class MessageText
{
    public static Argument<string> Brand() =>
        new("brand") { Description = "The brand: its id, for instance aster." };

    /// <summary>The kinds of messages as people type them.</summary>
    public const string Kinds = "coins-changed, coins-expiring, coupons-given, coupons-expiring, prizes, announcement, "
        + "security or digest";

    public static Option<string> BrandOption() => new("--brand")
    {
        Description = "The brand whose messages they are: its id.",
        HelpName = "ID",
        Required = true,
    };

    public static Option<string> Kind() => new("--kind")
    {
        Description = Kinds + ".",
        HelpName = "KIND",
        Required = true,
    };

    public static Option<string> Language() => new("--language")
    {
        Description = "en or zh-CN.",
        HelpName = "LANGUAGE",
        Required = true,
    };

    /// <summary>A brand's own commands are sent with its credential.</summary>
    public static Func<ParseResult, string?> Of(Argument<string> brand) =>
        parse => ResourceNames.LastPart(parse.GetValue(brand) ?? "");

    /// <inheritdoc cref="Of(Argument{string})"/>
    public static Func<ParseResult, string?> Of(Option<string> brand) =>
        parse => ResourceNames.LastPart(parse.GetValue(brand) ?? "");

    public static string Parent(string? brand) => ResourceNames.Partner(ResourceNames.LastPart(brand ?? ""));

    /// <summary>Reads a word as it is shown: <c>coins-changed</c>.</summary>
    public static T Read<T>(string? word, string option)
        where T : struct, Enum
    {
        var plain = (word ?? "").Replace("-", "", StringComparison.Ordinal);
        foreach (var value in Enum.GetValues<T>().Where(v => !v.Equals(default(T))))
            if (string.Equals(value.ToString(), plain, StringComparison.OrdinalIgnoreCase))
                return value;
        throw new BadInputException($"{option}: '{word}' is not known.");
    }
}
