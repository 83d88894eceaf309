namespace Federation.Messages;

/// <summary>What a message says, before it is put into words.</summary>
/// <param name="Texts">Texts by name.</param>
/// <param name="Lists">Lists by name, of texts by name.</param>
internal sealed record MessageFields(
    IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Lists)
{
    private static readonly Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> NoLists = [];

    public MessageFields(IReadOnlyDictionary<string, string> texts)
        : this(texts, NoLists)
    {
    }
}
