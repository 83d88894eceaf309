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

    /// <param name="assembly">It embeds <c>Texts.resx</c>, English, and <c>Texts.zh-CN.resx</c>; further pairs have a
    /// word before, for instance <c>PortalTexts.resx</c>. No two have the same key.</param>
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
        var files = assembly.GetManifestResourceNames().Where(n => n.EndsWith(name, StringComparison.Ordinal)).ToList();
        return files.Count > 0
            ? files.SelectMany(f => Load(assembly, f).Elements("data")).ToFrozenDictionary(
                d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal)
            : throw new InvalidOperationException($"{assembly.GetName().Name} does not embed {name}.");
    }

    private static XElement Load(Assembly assembly, string name)
    {
        using var file = assembly.GetManifestResourceStream(name)!;
        return XDocument.Load(file).Root!;
    }
}
