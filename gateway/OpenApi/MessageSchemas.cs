using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.OpenApi;

namespace Federation.Gateway;

/// <summary>Messages and enums as schemas of their ProtoJSON; each becomes a component of the document under its full
/// name.</summary>
/// <param name="document">Where the components go.</param>
/// <param name="comments">Where the descriptions come from.</param>
internal sealed class MessageSchemas(OpenApiDocument document, ContractComments comments)
{
    private const string Int64Pattern = "^-?[0-9]+$";
    private const string MaxUInt32 = "4294967295";
    private const string UInt64Pattern = "^[0-9]+$";
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Messages that a caller receives: a later release may add fields to them.</summary>
    private readonly HashSet<string> received = new(StringComparer.Ordinal);

    /// <summary>A message that a caller sends.</summary>
    public IOpenApiSchema Sent(MessageDescriptor message) => Reference(message);

    /// <summary>A message that a caller receives. All of those come first, so that they are open to new
    /// fields.</summary>
    public IOpenApiSchema Received(MessageDescriptor message)
    {
        Mark(message);
        return Reference(message);
    }

    /// <summary>The body of a request whose other fields the path has.</summary>
    public OpenApiSchema Without(MessageDescriptor message, IReadOnlySet<string> inPath)
    {
        var schema = ObjectOf(message, f => !inPath.Contains(f.Name));
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }

    /// <summary>One field, with its description.</summary>
    public IOpenApiSchema Of(FieldDescriptor field)
    {
        var schema = field.IsMap ? new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = Value(field.MessageType.FindFieldByNumber(2)),
        }
        : field.IsRepeated ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = Value(field) }
        : Value(field);
        schema.Description = comments.Of(field);
        if (Has(field, FieldBehavior.OutputOnly) && schema is OpenApiSchema own)
            own.ReadOnly = true;
        return schema;
    }

    public static bool Has(FieldDescriptor field, FieldBehavior behavior) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) is { } given
            && given.Contains(behavior);

    private void Mark(MessageDescriptor message)
    {
        if (!received.Add(message.FullName))
            return;
        foreach (var field in message.Fields.InDeclarationOrder())
            if (field.FieldType == FieldType.Message)
                Mark(field.MessageType);
    }

    private OpenApiSchemaReference Reference(MessageDescriptor message)
    {
        if (known.Add(message.FullName))
        {
            var schema = message.FullName == ErrorSchema.Name
                ? ErrorSchema.Of(m => ObjectOf(m, _ => true), document, comments)
                : ObjectOf(message, _ => true);
            schema.AdditionalPropertiesAllowed = received.Contains(message.FullName)
                || message.FullName == ErrorSchema.Name;
            document.AddComponent<IOpenApiSchema>(message.FullName, schema);
        }
        return new OpenApiSchemaReference(message.FullName, document);
    }

    private OpenApiSchemaReference Reference(EnumDescriptor type)
    {
        if (known.Add(type.FullName))
            document.AddComponent<IOpenApiSchema>(type.FullName, new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. type.Values.Select(v => (JsonNode)v.Name)],
                Description = Listed(comments.Of(type), type.Values.Select(v => (v.Name, comments.Of(v)))),
            });
        return new OpenApiSchemaReference(type.FullName, document);
    }

    /// <summary>A text, and below it what each value means.</summary>
    internal static string Listed(string text, IEnumerable<(string Name, string Meaning)> values) =>
        $"{text}\n\n{string.Join('\n', values.Select(v => $"* `{v.Name}`: {v.Meaning.ReplaceLineEndings(" ")}"))}";

    private OpenApiSchema ObjectOf(MessageDescriptor message, Func<FieldDescriptor, bool> isIn)
    {
        var fields = message.Fields.InDeclarationOrder().Where(isIn).ToList();
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = comments.Of(message),
            Properties = fields.ToDictionary(f => f.JsonName, Of, StringComparer.Ordinal),
            Required = fields.Where(f => Has(f, FieldBehavior.Required)).Select(f => f.JsonName)
                .ToHashSet(StringComparer.Ordinal),
        };
        foreach (var choice in message.Oneofs.Where(o => !o.IsSynthetic))
            if (choice.Fields.Count == fields.Count)
                schema.MaxProperties = 1;
            else
                (schema.AllOf ??= []).Add(AtMostOne(choice));
        return schema;
    }

    private static OpenApiSchema AtMostOne(OneofDescriptor choice)
    {
        var given = choice.Fields
            .Select(IOpenApiSchema (f) => new OpenApiSchema { Required = new HashSet<string> { f.JsonName } }).ToList();
        var none = new OpenApiSchema { Not = new OpenApiSchema { AnyOf = given } };
        return new OpenApiSchema { OneOf = [.. given, none] };
    }

    private IOpenApiSchema Value(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName => Text("date-time"),
        FieldType.Message when field.MessageType.FullName == Duration.Descriptor.FullName =>
            new OpenApiSchema { Type = JsonSchemaType.String, Pattern = @"^-?[0-9]+(\.[0-9]{1,9})?s$" },
        FieldType.Message when field.MessageType.FullName == Any.Descriptor.FullName => AnyMessage(),
        FieldType.Message => Reference(field.MessageType),
        FieldType.Enum => Reference(field.EnumType),
        FieldType.Bool => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        FieldType.String => new OpenApiSchema { Type = JsonSchemaType.String },
        FieldType.Bytes =>
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte", ContentEncoding = "base64" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 =>
            new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 =>
            new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Maximum = MaxUInt32 },
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 =>
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "int64", Pattern = Int64Pattern },
        FieldType.UInt64 or FieldType.Fixed64 =>
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "uint64", Pattern = UInt64Pattern },
        FieldType.Double or FieldType.Float => new OpenApiSchema { Type = JsonSchemaType.Number },
        _ => throw new InvalidOperationException(
            $"{field.FullName} is of a type that has no schema: {field.FieldType}."),
    };

    private static OpenApiSchema Text(string format) => new() { Type = JsonSchemaType.String, Format = format };

    /// <summary>A message of a type that it names itself.</summary>
    internal static OpenApiSchema AnyMessage() => new()
    {
        Type = JsonSchemaType.Object,
        Properties =
            new Dictionary<string, IOpenApiSchema> { ["@type"] = new OpenApiSchema { Type = JsonSchemaType.String } },
        Required = new HashSet<string> { "@type" },
        AdditionalPropertiesAllowed = true,
    };
}
