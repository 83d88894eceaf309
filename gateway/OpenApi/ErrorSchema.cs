using System.Text.Json.Nodes;
using Federation.Errors.V1;
using Federation.Hosting;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.OpenApi;

namespace Federation.Gateway;

/// <summary>The shape of every refusal: <c>google.rpc.Status</c> with its details, and the reasons that there
/// are.</summary>
internal static class ErrorSchema
{
    public static readonly string Name = Status.Descriptor.FullName;
    private static readonly EnumDescriptor Reasons = ErrorReasonReflection.Descriptor.EnumTypes[0];

    private static readonly MessageDescriptor[] Details =
        [ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor, LocalizedMessage.Descriptor];

    /// <param name="objectOf">Makes the schema of a message as it is.</param>
    /// <param name="document">Where the components go.</param>
    /// <param name="comments">Where the descriptions come from.</param>
    public static OpenApiSchema Of(
        Func<MessageDescriptor, OpenApiSchema> objectOf, OpenApiDocument document, ContractComments comments)
    {
        document.AddComponent<IOpenApiSchema>(Reasons.FullName, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. Known.Select(v => (JsonNode)NameOf(v))],
            Description = MessageSchemas.Listed(comments.Of(Reasons), Known.Select(v => (NameOf(v), comments.Of(v)))),
        });
        foreach (var detail in Details)
            document.AddComponent<IOpenApiSchema>(detail.FullName, DetailOf(detail, objectOf(detail), document));
        var items = Details.Select(IOpenApiSchema (d) => new OpenApiSchemaReference(d.FullName, document)).ToList();
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why a request was refused. Decide by the `reason` of the detail `google.rpc.ErrorInfo`, "
                + "never by a text.",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["code"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Description = "The status code of gRPC, `google.rpc.Code`.",
                },
                ["message"] =
                    new OpenApiSchema { Type = JsonSchemaType.String, Description = "What happened, for developers." },
                ["details"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { AnyOf = [.. items, MessageSchemas.AnyMessage()] },
                    Description =
                        "The reason with its metadata; what is wrong with which field; when to try again; a sentence "
                        + "for members in each language.",
                },
            },
            Required = new HashSet<string> { "code" },
        };
    }

    private static IEnumerable<EnumValueDescriptor> Known => Reasons.Values.Where(v => v.Number != 0);

    private static string NameOf(EnumValueDescriptor value) => Refusal.NameOf((ErrorReason)value.Number);

    private static OpenApiSchema DetailOf(MessageDescriptor detail, OpenApiSchema schema, OpenApiDocument document)
    {
        schema.Properties!["@type"] = new OpenApiSchema { Const = "type.googleapis.com/" + detail.FullName };
        schema.Required = new HashSet<string> { "@type" };
        schema.AdditionalPropertiesAllowed = true;
        if (detail == ErrorInfo.Descriptor)
        {
            schema.Properties["reason"] = new OpenApiSchemaReference(Reasons.FullName, document);
            schema.Properties["domain"] = new OpenApiSchema { Const = Refusal.Domain };
        }
        return schema;
    }
}
