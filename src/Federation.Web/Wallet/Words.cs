using Federation.Design;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>Words that a brand wrote in both languages.</summary>
internal static class Words
{
    /// <summary>In the reader's language; where the brand has none, in the other.</summary>
    public static string In(LocalizedText? words, Language language) => Isolated.Of(Chosen(words, language));

    /// <summary>The same of a text that has lines.</summary>
    public static string LinesIn(LocalizedText? words, Language language) => Isolated.Lines(Chosen(words, language));

    /// <summary>What members read of something; its id, where the rules in force do not have it any more.</summary>
    public static string TitleOf(LocalizedText? title, string id, Language language) =>
        In(title, language) is { Length: > 0 } words ? words : Isolated.Of(id);

    /// <summary>Why a decision gave or took coins; all that it gave, where no coin is named.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="coin">The coin's name.</param>
    /// <param name="language">The reader's.</param>
    public static IReadOnlyList<string> Of(Evaluation? decision, string? coin, Language language) =>
        [.. (decision?.Awards ?? []).Where(a => coin is null || a.Coins?.Coin == coin)
            .Select(a => In(a.Words, language)).Where(w => w.Length > 0)];

    private static string Chosen(LocalizedText? words, Language language)
    {
        var (own, other) = language is Language.Chinese
            ? (words?.ZhCn, words?.En) : (words?.En, words?.ZhCn);
        return own is { Length: > 0 } ? own : other ?? "";
    }
}
