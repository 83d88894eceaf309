using System.Text.Json;
using Federation.Design;

namespace Federation.Web;

/// <summary>What two JSON texts say differently, value by value. Pure.</summary>
internal static class TextDifferences
{
    /// <param name="before">A JSON text; empty for nothing.</param>
    /// <param name="after">Another one; empty for nothing.</param>
    public static IReadOnlyList<DiffLine> Of(string before, string after)
    {
        var (first, second) = (ValuesOf(before), ValuesOf(after));
        return [.. first.Keys.Union(second.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(path => first.GetValueOrDefault(path) != second.GetValueOrDefault(path))
            .Select(path => new DiffLine(
                path, first.GetValueOrDefault(path), second.GetValueOrDefault(path)))];
    }

    private static SortedDictionary<string, string> ValuesOf(string json)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (json.Length == 0)
            return values;
        try
        {
            using var document = JsonDocument.Parse(json);
            Add(values, "", document.RootElement);
        }
        catch (JsonException)
        {
            // A hidden field that somebody changed: then nothing is known of how it was.
            values.Clear();
        }
        return values;
    }

    private static void Add(SortedDictionary<string, string> values, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Add(values, path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
                break;
            case JsonValueKind.Array:
                foreach (var (at, item) in element.EnumerateArray().Index())
                    Add(values, $"{path}[{at}]", item);
                break;
            default:
                values[path] = element.ToString();
                break;
        }
    }
}
