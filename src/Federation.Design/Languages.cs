using System.Globalization;

namespace Federation.Design;

/// <summary>The languages' names in documents, cookies and headers.</summary>
public static class Languages
{
    public static IReadOnlyList<Language> All { get; } = [Language.English, Language.Chinese];

    /// <summary>The name of <c>lang</c> attributes and of cookies.</summary>
    public static string TagOf(this Language language) => language is Language.Chinese ? "zh-CN" : "en";

    /// <summary>What its readers call it.</summary>
    public static string OwnName(this Language language) => language is Language.Chinese ? "中文" : "English";

    /// <summary>Reads a tag: the language alone counts, since each is written here in one way.</summary>
    public static Language? Read(string? tag) => tag?.Split('-')[0].Trim().ToUpperInvariant() switch
    {
        "ZH" => Language.Chinese,
        "EN" => Language.English,
        _ => null,
    };

    /// <summary>The best of what a browser accepts, as in <c>zh-CN,zh;q=0.9,en;q=0.8</c>; English if nothing
    /// fits.</summary>
    public static Language Accepted(string? header)
    {
        var best = (Language: Language.English, Weight: 0m);
        foreach (var range in (header ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            var weight = WeightOf(parts.FirstOrDefault(p => p.StartsWith("q=", StringComparison.Ordinal)));
            if (Read(parts[0].Trim()) is { } language && weight > best.Weight)
                best = (language, weight);
        }
        return best.Language;
    }

    private static decimal WeightOf(string? parameter)
    {
        if (parameter is null)
            return 1;
        return decimal.TryParse(
            parameter.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : 0;
    }
}
