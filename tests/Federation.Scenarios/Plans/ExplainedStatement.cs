using System.Text.Json;

namespace Federation.Scenarios;

/// <summary>A statement that PostgreSQL ran, with its plan.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Plan">The plan, as <c>auto_explain</c> logs it.</param>
internal sealed record ExplainedStatement(string Text, JsonElement Plan)
{
    /// <summary>Reads them from a server's log.</summary>
    public static IEnumerable<ExplainedStatement> In(string log)
    {
        // The JSON begins on a line after "plan:", and its lines are indented; its last brace is not.
        var lines = log.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].EndsWith("plan:", StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(lines, i + 1, l => !l.StartsWith('\t'));
            var json = string.Join('\n', lines[(i + 1)..(end < 0 ? lines.Length : end)]);
            using var parsed = JsonDocument.Parse(json);
            var root = parsed.RootElement.Clone();
            yield return new(root.GetProperty("Query Text").GetString()!, root.GetProperty(nameof(Plan)));
        }
    }

    /// <summary>The tables of which it reads everything, or an index from end to end.</summary>
    /// <param name="leading">Of each index its first column; and those of which only some rows are in them, which
    /// may be read whole, have none.</param>
    public IEnumerable<string> ReadWhole(IReadOnlyDictionary<string, string> leading) =>
        ReadWhole(Plan, limited: false, leading);

    private static IEnumerable<string> ReadWhole(
        JsonElement node, bool limited, IReadOnlyDictionary<string, string> leading)
    {
        var type = TextOf(node, "Node Type");
        var table = $"{TextOf(node, "Schema")}.{TextOf(node, "Relation Name")}";
        var index = $"{TextOf(node, "Schema")}.{TextOf(node, "Index Name")}";
        if (type == "Seq Scan"
            || (leading.TryGetValue(index, out var column) && !(limited && !Has(node, "Filter"))
                && !TextOf(node, "Index Cond").Contains(column, StringComparison.Ordinal)))
            yield return table;
        if (!Has(node, "Plans"))
            yield break;
        // What is limited is read in the order of an index, and no further.
        var below = type == "Limit" || (limited && type is "Nested Loop" or "LockRows");
        foreach (var other in node.GetProperty("Plans").EnumerateArray().SelectMany(p => ReadWhole(p, below, leading)))
            yield return other;
    }

    private static bool Has(JsonElement node, string name) => node.TryGetProperty(name, out _);

    private static string TextOf(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
