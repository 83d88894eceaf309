using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Federation.Accounts.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Json.Schema;
using Microsoft.OpenApi;
using ErrorReason = Federation.Errors.V1.ErrorReason;

namespace Federation.Gateway.Tests;

/// <summary><c>openapi.json</c> says what the contract says: every rule, every field, and schemas that take what is
/// really sent.</summary>
public sealed class ApiDescriptionTests
{
    private static readonly TypeRegistry Types = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types));
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(Types));
    private static readonly string Text = TextOf("https://alliance.example");
    private static readonly JsonObject Document = JsonNode.Parse(Text)!.AsObject();
    private static readonly JsonObject Schemas = Document["components"]!["schemas"]!.AsObject();
    private static readonly Dictionary<string, MessageDescriptor> Messages =
        AllFiles().SelectMany(f => f.MessageTypes).SelectMany(WithNested).ToDictionary(m => m.FullName);

    public static TheoryData<string> MessageNames =>
        [.. Schemas.Select(s => s.Key).Where(Messages.ContainsKey).Order()];

    private static IEnumerable<(string Verb, JsonObject Operation, string Path)> Operations =>
        from path in Document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Key, operation.Value!.AsObject(), path.Key);

    [Fact]
    public void Document_IsValidOpenApi31()
    {
        Assert.StartsWith("3.1.", Document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var read = OpenApiDocument.Parse(Text, "json");
        Assert.Empty(read.Diagnostic!.Errors.Select(e => $"{e.Pointer}: {e.Message}"));
        Assert.Empty(read.Diagnostic.Warnings.Select(e => $"{e.Pointer}: {e.Message}"));
        Assert.Empty(read.Document!.Validate(ValidationRuleSet.GetDefaultRuleSet())
            .Select(e => $"{e.Pointer}: {e.Message}"));
    }

    /// <summary>What the validator above does not look at: references, unique ids, parameters of paths.</summary>
    [Fact]
    public void Document_HoldsTogether()
    {
        foreach (Match reference in Regex.Matches(Text, "\"\\$ref\": *\"#/components/([^\"]+)\""))
            Assert.NotNull(reference.Groups[1].Value.Split('/')
                .Aggregate(Document["components"], (node, key) => node?[key]));
        var ids = Operations.Select(o => o.Operation["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Distinct(), ids);
        foreach (var (_, operation, path) in Operations)
        {
            var parameters = operation["parameters"]?.AsArray().Select(p => p!).ToList() ?? [];
            Assert.Equal(
                Regex.Matches(path, @"\{([A-Za-z_]+)\}").Select(m => m.Groups[1].Value).Order(),
                parameters.Where(p => p["in"]!.GetValue<string>() == "path").Select(p => p["name"]!.GetValue<string>())
                    .Order());
            Assert.All(parameters, p => Assert.NotEmpty(p["description"]!.GetValue<string>()));
            Assert.NotEmpty(operation["description"]!.GetValue<string>());
            Assert.NotEmpty(operation["summary"]!.GetValue<string>());
        }
    }

    /// <summary>Every rule of a public service is an operation, and there is no other operation.</summary>
    [Fact]
    public void Operations_AreThePublicRules()
    {
        var rules = (
            from file in AllFiles()
            from service in file.Services
            where !service.FullName.Contains(".internal.", StringComparison.Ordinal)
            from method in service.Methods
            let rule = method.GetOptions()?.GetExtension(AnnotationsExtensions.Http)
            where rule is not null
            from binding in new[] { rule }.Concat(rule.AdditionalBindings)
            let verb = binding.PatternCase.ToString()
            let template = binding.Get + binding.Post + binding.Put + binding.Patch + binding.Delete
            select $"{verb} {Open(template)}").ToList();
        Assert.True(rules.Count > 60, $"only {rules.Count} rules were found");
        // Names of parameters do not matter here.
        var described = Operations.Select(o => $"{o.Verb} {Regex.Replace(o.Path, @"\{[A-Za-z_]+\}", "*")}");
        Assert.Equal(rules.Select(r => r.ToUpperInvariant()).Order(),
            described.Select(r => r.ToUpperInvariant()).Order());
        Assert.DoesNotContain(Schemas, s => s.Key.Contains(".internal.", StringComparison.Ordinal));
        var internals = AllFiles().SelectMany(f => f.Services)
            .Where(s => s.FullName.Contains(".internal.", StringComparison.Ordinal))
            .Select(s => s.Name).ToList();
        Assert.NotEmpty(internals);
        Assert.DoesNotContain(Operations,
            o => internals.Contains(o.Operation["operationId"]!.GetValue<string>().Split('_')[0]));

        static string Open(string template) =>
            Regex.Replace(template, @"\{[a-z_.]+(?:=([^}]+))?\}", m => m.Groups[1].Success ? m.Groups[1].Value : "*");
    }

    /// <summary>Each field of a request is in the path, the query or the body, and in one of them alone.</summary>
    [Fact]
    public void Operations_HaveEachFieldOfTheRequestOnce()
    {
        foreach (var method in PublicMethods.Services.SelectMany(s => s.Methods))
            foreach (var (at, rule) in ApiDescription.RulesOf(method).Index())
            {
                var id = $"{method.Service.Name}_{method.Name}{(at == 0 ? "" : $"_{at + 1}")}";
                var operation = Operations.Single(o => o.Operation["operationId"]!.GetValue<string>() == id).Operation;
                var inPath = HttpPath.Parse(rule.Get + rule.Post + rule.Put + rule.Patch + rule.Delete).Fields;
                var query = operation["parameters"]?.AsArray().Where(p => p!["in"]!.GetValue<string>() == "query")
                    .Select(p => p!["name"]!.GetValue<string>().Split('.')[0]).Distinct().ToList() ?? [];
                var body = BodyOf(operation)?["properties"]?.AsObject().Select(p => p.Key).ToList() ?? [];
                var others = method.InputType.Fields.InDeclarationOrder().Where(f => !inPath.Contains(f.Name))
                    .Select(f => f.JsonName);
                Assert.Equal(others.Order(), query.Concat(body).Order());
                Assert.Equal(rule.Body.Length > 0, operation["requestBody"] is not null);
            }
    }

    [Fact]
    public void Fields_SayWhatTheContractSays()
    {
        var earn = Schemas[EarnRequest.Descriptor.FullName]!;
        Assert.Contains("requestId", earn["required"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.False(earn["additionalProperties"]!.GetValue<bool>());
        Assert.NotEmpty(earn["properties"]!["externalReference"]!["description"]!.GetValue<string>());
        var states = Schemas[MemberStateName]!;
        Assert.Equal("MEMBER_STATE_LINKED", states["enum"]![1]!.GetValue<string>());
        Assert.Contains("* `MEMBER_STATE_CLOSED`: Closed everywhere.", states["description"]!.GetValue<string>());
        // A later release may add fields to answers.
        Assert.NotEqual(false, Schemas[Journal.Descriptor.FullName]!["additionalProperties"]?.GetValue<bool>());
        var link = Document["paths"]!["/v1/members/{member}:createLinkCode"]!["post"]!;
        Assert.Equal("member", link["parameters"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(["requestId", "partner"], BodyOf(link.AsObject())!["properties"]!.AsObject().Select(p => p.Key));
        // Every field and message of the alliance's own has its comment.
        foreach (var (name, schema) in Schemas.Where(s => s.Key.StartsWith("federation.", StringComparison.Ordinal)))
        {
            Assert.False(string.IsNullOrEmpty(schema!["description"]?.GetValue<string>()), name);
            foreach (var (property, value) in schema["properties"]?.AsObject() ?? [])
                Assert.False(string.IsNullOrEmpty(value!["description"]?.GetValue<string>()), $"{name}.{property}");
        }
    }

    [Fact]
    public void Errors_HaveEveryReason()
    {
        var reasons =
            Schemas["federation.errors.v1.ErrorReason"]!["enum"]!.AsArray().Select(n => n!.GetValue<string>()).ToList();
        Assert.Equal(
            System.Enum.GetValues<ErrorReason>().Where(r => r != ErrorReason.Unspecified).Select(Refusal.NameOf)
                .Order(), reasons.Order());
        Assert.All(Operations, o => Assert.Equal(
            "#/components/schemas/google.rpc.Status",
            o.Operation["responses"]!["default"]!["content"]!["application/json"]!["schema"]!["$ref"]!
                .GetValue<string>()));
        var refusal = new Refusal(ErrorReason.FieldInvalid, "No.")
        {
            Fields = [("units", "is odd")],
            RetryDelay = TimeSpan.FromSeconds(2)
        };
        AssertValid(Status.Descriptor.FullName, Formatter.Format(refusal.With("a", "b").ToStatus()));
        AssertInvalid(Status.Descriptor.FullName, """{"code": "3"}""");
    }

    [Fact]
    public void Security_IsClientCredentialsWithTheScopeOfEach()
    {
        var flow = Document["components"]!["securitySchemes"]!["oauth2"]!["flows"]!["clientCredentials"]!;
        Assert.Equal("https://alliance.example/connect/token", flow["tokenUrl"]!.GetValue<string>());
        Assert.Equal("/connect/token",
            JsonNode.Parse(TextOf(null))!["components"]!["securitySchemes"]!["oauth2"]!["flows"]!
            ["clientCredentials"]!["tokenUrl"]!.GetValue<string>());
        var scopes = flow["scopes"]!.AsObject().Select(s => s.Key).ToList();
        foreach (var method in PublicMethods.Services.SelectMany(s => s.Methods)
            .Where(m => ApiDescription.RulesOf(m).Count > 0))
        {
            var operation = Operations.Single(
                o => o.Operation["operationId"]!
                    .GetValue<string>() == $"{method.Service.Name}_{method.Name}").Operation;
            var needed = operation["security"]![0]!["oauth2"]!.AsArray().Select(n => n!.GetValue<string>()).ToList();
            var scope = Permissions.ByMethod[PublicMethods.PathOf(method)].Scope;
            Assert.Equal(scope is null ? [] : [scope], needed);
            Assert.All(needed, s => Assert.Contains(s, scopes));
        }
    }

    /// <summary>What protobuf writes is what the schema takes, whichever fields are set.</summary>
    [Theory]
    [MemberData(nameof(MessageNames))]
    public void Schema_TakesWhatIsWritten(string name)
    {
        foreach (var sample in SampleMessage.Of(Messages[name]))
        {
            var json = Formatter.Format(sample);
            AssertValid(name, json);
            Assert.Equal(sample, Parser.Parse(json, Messages[name]));
        }
    }

    /// <summary>What the schema describes is what protobuf reads, with every field, and writes back so that the schema
    /// takes it.</summary>
    [Theory]
    [MemberData(nameof(MessageNames))]
    public void Schema_DescribesWhatIsRead(string name)
    {
        var sample = new SchemaSample(Schemas).Of(Schemas[name]!);
        var message = Parser.Parse(sample.ToJsonString(), Messages[name]);
        foreach (var (property, _) in sample.AsObject())
        {
            var field = Messages[name].Fields.InDeclarationOrder().Single(f => f.JsonName == property);
            Assert.True(field.IsRepeated || field.IsMap
                ? field.Accessor.GetValue(message) is System.Collections.ICollection { Count: > 0 }
                : !Equals(field.Accessor.GetValue(message),
                    field.Accessor.GetValue(Messages[name].Parser.ParseFrom([]))), property);
        }
        AssertValid(name, Formatter.Format(message));
    }

    /// <summary>Wrong types, values that no enum has, and in requests fields that nobody knows are not taken.</summary>
    [Theory]
    [MemberData(nameof(MessageNames))]
    public void Schema_RefusesWhatIsWrong(string name)
    {
        var sample = JsonNode.Parse(Formatter.Format(SampleMessage.Of(Messages[name]).First()))!.AsObject();
        foreach (var (property, value) in sample.ToList())
        {
            var wrong = sample.DeepClone().AsObject();
            wrong[property] = value is JsonObject ? 1.25 : new JsonObject { ["@no"] = new JsonArray(1.25) };
            AssertInvalid(name, wrong.ToJsonString());
        }
        if (Schemas[name]!["additionalProperties"]?.GetValueKind() == JsonValueKind.False)
        {
            sample["nobodyKnows"] = 1;
            AssertInvalid(name, sample.ToJsonString());
        }
    }

    [Theory]
    [InlineData("/v1/coins", "/v1/coins", "")]
    [InlineData("/v1/{name=coins/*}", "/v1/coins/{coin}", "coin name coins/{coin}")]
    [InlineData("/v1/{parent=alliance}/credentials", "/v1/alliance/credentials", "")]
    [InlineData("/v1/{member=members/*}:close", "/v1/members/{member}:close", "member member members/{member}")]
    [InlineData("/v1/things/{id}", "/v1/things/{id}", "id id {id}")]
    public void HttpPath_IsWrittenSo(string template, string path, string parameter)
    {
        var parsed = HttpPath.Parse(template);
        Assert.Equal(path, parsed.Path);
        Assert.Equal(parameter, string.Join(';', parsed.Parameters.Select(p => $"{p.Name} {p.Field} {p.Value}")));
    }

    [Theory]
    [InlineData("/v1/{name=**}")]
    [InlineData("/v1/{a=coins/*}/{b=coins/*}")]
    public void HttpPath_ThatOpenApiCannotWrite_IsRefused(string template) =>
        Assert.Throws<InvalidOperationException>(() => HttpPath.Parse(template));

    private static string MemberStateName =>
        MemberServiceReflection.Descriptor.EnumTypes.Single(e => e.Name == "MemberState").FullName;

    private static JsonNode? BodyOf(JsonObject operation)
    {
        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        return schema?["$ref"] is { } reference ? Schemas[reference.GetValue<string>().Split('/')[^1]] : schema;
    }

    private static string TextOf(string? issuer)
    {
        using var text = new StringWriter();
        ApiDescription.Of(issuer).SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }

    private static void AssertValid(string name, string json)
    {
        var result = Evaluate(name, json);
        Assert.True(result.IsValid, $"{name}: {json}\n{JsonSerializer.Serialize(result)}");
    }

    private static void AssertInvalid(string name, string json) =>
        Assert.False(Evaluate(name, json).IsValid, $"{name}: {json}");

    /// <summary>Components refer to one another, so they become the definitions of one schema.</summary>
    private static EvaluationResults Evaluate(string name, string json)
    {
        var text = $$"""{"$ref": "#/$defs/{{name}}", "$defs": {{Schemas.ToJsonString()}} }""";
        var schema = Compiled.GetOrAdd(name,
            _ => JsonSchema.FromText(text.Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal)));
        using var instance = JsonDocument.Parse(json);
        return schema.Evaluate(instance.RootElement,
            new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, JsonSchema> Compiled = new();

    private static List<FileDescriptor> AllFiles()
    {
        var found = new Dictionary<string, FileDescriptor>();
        foreach (var type in typeof(Coin).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal)))
            Add((FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!);
        return [.. found.Values];

        void Add(FileDescriptor file)
        {
            if (found.TryAdd(file.Name, file))
                foreach (var other in file.Dependencies)
                    Add(other);
        }
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.Where(n => n.ClrType is not null).SelectMany(WithNested).Prepend(message);
}
