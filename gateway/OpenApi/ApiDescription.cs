using Federation.Hosting;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.OpenApi;

namespace Federation.Gateway;

/// <summary>
/// Describes the JSON interface in OpenAPI: each rule of <c>google.api.http</c> of the public services is an operation,
/// and each message is a schema. Everything is taken from the descriptors and the contract's comments; nothing is kept
/// by hand.
/// </summary>
internal sealed class ApiDescription
{
    private const string SchemeName = "oauth2";
    private const string Json = "application/json";
    private readonly OpenApiDocument document = new() { Components = new OpenApiComponents(), Paths = [] };
    private readonly ContractComments comments = ContractComments.Read();
    private readonly MessageSchemas schemas;

    private ApiDescription() => schemas = new MessageSchemas(document, comments);

    /// <param name="issuer">Where tokens are fetched; null: at this gateway.</param>
    public static OpenApiDocument Of(string? issuer)
    {
        var description = new ApiDescription();
        description.Begin(issuer);
        var methods = PublicMethods.Services.SelectMany(s => s.Methods).Where(m => RulesOf(m).Count > 0).ToList();
        foreach (var method in methods)
            description.schemas.Received(method.OutputType);
        foreach (var service in PublicMethods.Services)
            description.document.Tags!.Add(
                new OpenApiTag { Name = service.Name, Description = description.comments.Of(service) });
        foreach (var method in methods)
            foreach (var (at, rule) in RulesOf(method).Index())
                description.Add(method, rule, at);
        return description.document;
    }

    /// <summary>The rules of a method that the outside may call; none where it has none.</summary>
    internal static IReadOnlyList<HttpRule> RulesOf(MethodDescriptor method) =>
        Permissions.ByMethod.TryGetValue(PublicMethods.PathOf(method), out var permission) && !permission.Internal
        && method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule
            ? [rule, .. rule.AdditionalBindings]
            : [];

    private void Begin(string? issuer)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Federation",
            Version = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3),
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            Description = "The JSON interface of the alliance: ProtoJSON of the same RPCs as over gRPC. Numbers "
                + "of 64 bits are strings. A command has a `requestId`, a UUID that the caller makes and keeps: sent "
                + "again with the same one, it is done once.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>();
        document.AddComponent<IOpenApiSecurityScheme>(SchemeName, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "A client's id and secret are exchanged for an access token, which lives for minutes.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = issuer is null
                        ? new Uri("/connect/token", UriKind.Relative)
                        : new Uri(new Uri(issuer.TrimEnd('/') + "/"), "connect/token"),
                    Scopes = ScopesOf(),
                },
            },
        });
    }

    private static Dictionary<string, string> ScopesOf() => Permissions.ByMethod.Values
        .Where(p => p is { Internal: false, Scope: not null }).Select(p => p.Scope!).Distinct()
            .Order(StringComparer.Ordinal)
        .ToDictionary(scope => scope, scope => $"For the operations that name {scope}.", StringComparer.Ordinal);

    private void Add(MethodDescriptor method, HttpRule rule, int at)
    {
        var (verb, template) = PatternOf(rule);
        var path = HttpPath.Parse(template);
        var permission = Permissions.ByMethod[PublicMethods.PathOf(method)];
        var text = comments.Of(method);
        var operation = new OpenApiOperation
        {
            OperationId = $"{method.Service.Name}_{method.Name}{(at == 0 ? "" : $"_{at + 1}")}",
            Summary = text.ReplaceLineEndings(" ").Split(". ")[0].TrimEnd('.'),
            Description = $"{text}\n\nRoles: {string.Join(", ", RolesOf(permission))}.",
            Tags = new HashSet<OpenApiTagReference> { new(method.Service.Name, document) },
            Parameters =
                [.. path.Parameters.Select(p => InPath(method.InputType, p)), .. Query(method.InputType, rule, path)],
            RequestBody = BodyOf(method.InputType, rule, path),
            Responses = new OpenApiResponses
            {
                ["200"] = Answer(comments.Of(method.OutputType), schemas.Received(method.OutputType)),
                ["default"] =
                    Answer("Refused; nothing was changed unless it says so.", schemas.Received(Status.Descriptor)),
            },
            Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(SchemeName, document)] =
                        permission.Scope is { } scope ? [scope] : [],
                },
            ],
        };
        if (!document.Paths.TryGetValue(path.Path, out var item))
            document.Paths[path.Path] = item = new OpenApiPathItem();
        ((OpenApiPathItem)item).AddOperation(verb, operation);
    }

    private static IEnumerable<string> RolesOf(Permission permission) =>
        permission.Roles.Where(r => r != Role.Module).Select(r => Permissions.NameOf(r));

    internal static (HttpMethod Verb, string Template) PatternOf(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
        HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
        HttpRule.PatternOneofCase.Put => (HttpMethod.Put, rule.Put),
        HttpRule.PatternOneofCase.Patch => (HttpMethod.Patch, rule.Patch),
        HttpRule.PatternOneofCase.Delete => (HttpMethod.Delete, rule.Delete),
        _ => throw new InvalidOperationException($"A rule of google.api.http has no verb that is known: {rule}."),
    };

    private OpenApiParameter InPath(MessageDescriptor request, PathParameter parameter)
    {
        var field = request.FindFieldByName(parameter.Field);
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Path,
            Required = true,
            Description = $"`{parameter.Field}` is `{parameter.Value}`. {comments.Of(field)}",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    /// <summary>What neither the path nor the body has is in the query; a field of a message is named with a full
    /// stop.</summary>
    private IEnumerable<OpenApiParameter> Query(MessageDescriptor request, HttpRule rule, HttpPath path) =>
        rule.Body == "*" ? [] : request.Fields.InDeclarationOrder()
            .Where(f => !path.Fields.Contains(f.Name) && f.Name != rule.Body)
                .SelectMany(f => Query(f, f.JsonName, comments.Of(f), depth: 0));

    private IEnumerable<OpenApiParameter> Query(FieldDescriptor field, string name, string text, int depth)
    {
        var isNested = field.FieldType == FieldType.Message
            && !field.MessageType.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal);
        if (isNested)
            return field.IsRepeated || depth > 3 ? [] : field.MessageType.Fields.InDeclarationOrder()
                .SelectMany(f => Query(f, $"{name}.{f.JsonName}", TextOf(f, name, text), depth + 1));
        return
        [
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Required = depth == 0 && MessageSchemas.Has(field, FieldBehavior.Required),
                Description = text,
                Schema = schemas.Of(field),
            },
        ];
    }

    /// <summary>What a field of a message is. Messages that others have made, dates for instance, come without
    /// comments.</summary>
    private string TextOf(FieldDescriptor field, string of, string text) =>
        comments.Of(field) is { Length: > 0 } own ? own : $"`{field.Name}` of `{of}`. {text}";

    private OpenApiRequestBody? BodyOf(MessageDescriptor request, HttpRule rule, HttpPath path)
    {
        if (rule.Body.Length == 0)
            return null;
        var schema = rule.Body != "*" ? schemas.Of(request.FindFieldByName(rule.Body))
            : path.Fields.Count == 0 ? schemas.Sent(request)
            : schemas.Without(request, path.Fields);
        return new OpenApiRequestBody { Required = true, Content = ContentOf(schema) };
    }

    private static OpenApiResponse Answer(string description, IOpenApiSchema schema) =>
        new() { Description = description, Content = ContentOf(schema) };

    private static Dictionary<string, IOpenApiMediaType> ContentOf(IOpenApiSchema schema) =>
        new() { [Json] = new OpenApiMediaType { Schema = schema } };
}
