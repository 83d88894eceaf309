using System.Collections.Frozen;
using System.Reflection;
using System.Xml.Linq;

namespace Federation.Design;

/// <summary>
/// The texts of an assembly in every language, read from its <c>.resx</c> files. They are read as they are: the
/// platform's own lookup needs the system's cultures, and the host runs without them.
/// </summary>
public sealed class TextTable
{
    private readonly FrozenDictionary<Language, FrozenDictionary<string, string>> texts;

    /// <param name="assembly">It embeds <c>Texts.resx</c>, English, and <c>Texts.zh-CN.resx</c>.</param>
    public TextTable(Assembly assembly) =>
        texts = Languages.All.ToFrozenDictionary(l => l, l => Read(assembly, l));

    public IEnumerable<string> KeysOf(Language language) => texts[language].Keys;

    /// <exception cref="KeyNotFoundException">There is no such text: a bug that the tests of parity find.</exception>
    public string this[Language language, string key] =>
        texts[language].TryGetValue(key, out var text)
            ? text
            : throw new KeyNotFoundException($"There is no text '{key}' in {language}.");

    private static FrozenDictionary<string, string> Read(Assembly assembly, Language language)
    {
        var name = language is Language.English ? "Texts.resx" : $"Texts.{language.TagOf()}.resx";
        using var file = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} does not embed {name}.");
        return XDocument.Load(file).Root!.Elements("data").ToFrozenDictionary(
            d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);
    }
}
