using System.Text.Json.Nodes;

namespace Federation.Gateway.Tests;

/// <summary>JSON made from a schema alone: what a caller would send who has nothing but <c>openapi.json</c>.</summary>
internal sealed class SchemaSample(JsonObject components)
{
    private const int Depth = 6;
    private const string Prefix = "#/components/schemas/";

    public JsonNode Of(JsonNode schema, int depth = Depth)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Of(components[reference[Prefix.Length..]]!, depth);
        if (schema["const"] is { } value)
            return value.DeepClone();
        if (schema["enum"] is JsonArray values)
            return values[^1]!.DeepClone();
        if (schema["anyOf"] is JsonArray any)
            return Of(any[0]!, depth);
        return schema["type"]!.GetValue<string>() switch
        {
            "object" => ObjectOf(schema, depth),
            "array" => new JsonArray(Of(schema["items"]!, depth - 1)),
            "boolean" => true,
            "integer" => 7,
            "number" => 1.5,
            "string" when schema["format"]?.GetValue<string>() == "date-time" => "2026-03-01T09:00:00Z",
            "string" when schema["pattern"]?.GetValue<string>().EndsWith("s$", StringComparison.Ordinal) == true =>
                "1.500s",
            "string" when schema["pattern"] is not null => "42",
            "string" => "dGV4dA==",
            var type => throw new NotSupportedException(type),
        };
    }

    private JsonObject ObjectOf(JsonNode schema, int depth)
    {
        var made = new JsonObject();
        if (schema["additionalProperties"] is JsonObject values)
            made["key"] = Of(values, depth - 1);
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
            if (depth > 0 && !IsLeftOut(schema, name))
                made[name] = name == "@type" && property!["const"] is null
                    ? "type.googleapis.com/google.rpc.ErrorInfo"
                    : Of(property!, depth - 1);
        return made;
    }

    /// <summary>Of each choice the first field is taken.</summary>
    private static bool IsLeftOut(JsonNode schema, string name)
    {
        if (schema["maxProperties"] is not null)
            return name != ((JsonObject)schema["properties"]!).First().Key;
        foreach (var choice in schema["allOf"] as JsonArray ?? [])
        {
            var fields = choice!["oneOf"]!.AsArray().Select(o => o!["required"]?[0]?.GetValue<string>())
                .OfType<string>().ToList();
            if (fields.IndexOf(name) > 0)
                return true;
        }
        return false;
    }
}
