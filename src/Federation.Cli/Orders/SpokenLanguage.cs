using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>The language of reasons: English or Chinese.</summary>
/// <param name="IsChinese">Whether it is Chinese.</param>
internal readonly record struct SpokenLanguage(bool IsChinese)
{
    public static Option<string> Option()
    {
        var option = new Option<string>("--language")
        {
            Description = "The language of reasons: en or zh.",
            DefaultValueFactory = _ => "en",
        };
        return option.AcceptOnlyFromAmong("en", "zh");
    }

    public static SpokenLanguage Of(string option) => new(option == "zh");

    /// <summary>One of two wordings of the same.</summary>
    public string Say(string english, string chinese) => IsChinese ? chinese : english;

    /// <summary>A text in this language, or in the one that it has.</summary>
    public string Say(LocalizedText? text)
    {
        var (first, second) = IsChinese ? (text?.ZhCn, text?.En) : (text?.En, text?.ZhCn);
        return first is { Length: > 0 } ? first : second ?? "";
    }
}
