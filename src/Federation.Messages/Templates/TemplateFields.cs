using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>The fields that templates of a kind may use. All of them are texts, or lists of texts by name.</summary>
/// <param name="Texts">The names of texts.</param>
/// <param name="Lists">The names of lists, each with those of its items' texts.</param>
internal sealed record TemplateFields(
    IReadOnlyList<string> Texts, IReadOnlyDictionary<string, IReadOnlyList<string>> Lists)
{
    /// <summary>The most items of a list.</summary>
    public const int MaxItems = 20;

    private static readonly Dictionary<string, IReadOnlyList<string>> NoLists = [];

    private static readonly Dictionary<MessageKind, TemplateFields> ByKind = new()
    {
        [MessageKind.CoinsChanged] = new(
            ["brand", "coin", "units", "change", "what", "balance", "date", "expires"], NoLists),
        [MessageKind.CoinsExpiring] = new(
            ["brand", "coin", "units", "date", "days"],
            new Dictionary<string, IReadOnlyList<string>> { ["ways"] = ["text"] }),
        [MessageKind.CouponsGiven] = new(["brand", "coupon", "uses", "expires"], NoLists),
        [MessageKind.CouponsExpiring] = new(
            ["brand", "coupon", "count", "date", "days"],
            new Dictionary<string, IReadOnlyList<string>> { ["coupons"] = ["title", "uses"] }),
        [MessageKind.Prizes] = new(["brand", "draw", "prize", "what", "until"], NoLists),
        [MessageKind.Announcement] = new(["brand", "title", "text"], NoLists),
        [MessageKind.Security] = new(["brand", "title", "text"], NoLists),
        [MessageKind.Digest] = new(
            ["brand", "count"], new Dictionary<string, IReadOnlyList<string>> { ["messages"] = ["subject", "text"] }),
    };

    public static bool Has(MessageKind kind) => ByKind.ContainsKey(kind);

    public static TemplateFields Of(MessageKind kind) => ByKind[kind];

    public static IEnumerable<MessageKind> Kinds => ByKind.Keys;

    /// <summary>As they are shown to brands.</summary>
    public IEnumerable<TemplateField> Shown => Texts.Select(t => new TemplateField { Name = t })
        .Concat(Lists.SelectMany(l => l.Value.Select(i => new TemplateField { Name = $"{l.Key}.{i}" })
            .Prepend(new TemplateField { Name = l.Key, IsList = true })));

    /// <summary>Made-up values: each text is its name, each list is as long as lists may be.</summary>
    public MessageFields Sample => new(
        Texts.ToDictionary(t => t, t => $"[{t}]", StringComparer.Ordinal),
        Lists.ToDictionary(
            l => l.Key,
            l => (IReadOnlyList<IReadOnlyDictionary<string, string>>)[.. Enumerable.Range(1, MaxItems).Select(
                n => l.Value.ToDictionary(i => i, i => $"[{l.Key}.{i} {n}]", StringComparer.Ordinal))],
            StringComparer.Ordinal));
}
