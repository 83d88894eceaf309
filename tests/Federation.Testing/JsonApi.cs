using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Federation.Testing;

/// <summary>Calls of machines over JSON, each under a name by which the tests know its credential.</summary>
/// <param name="address">The gateway's JSON address, which is the issuer's too.</param>
public sealed class JsonApi(string address) : IDisposable
{
    private readonly HttpClient http = new();
    private readonly Dictionary<string, string> tokens = [];

    /// <summary>Signs a machine in.</summary>
    public async Task UseAsync(string who, string clientId, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = secret,
        });
        using var answer = await http.PostAsync(new Uri(address + "/connect/token"), form);
        tokens[who] = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
    }

    /// <summary>Signs in what a sandbox's file of credentials has of a group: each under its name there.</summary>
    public async Task UseKnownAsync(string file, string group)
    {
        foreach (var (who, credential) in JsonNode.Parse(await File.ReadAllTextAsync(file))![group]!.AsObject())
            await UseAsync(
                who, credential!["client_id"]!.GetValue<string>(), credential["client_secret"]!.GetValue<string>());
    }

    public Task<JsonNode> GetAsync(string who, string path) => ReadAsync(who, HttpMethod.Get, path, null);

    /// <summary>Sends a command, under a request id of its own.</summary>
    public Task<JsonNode> PostAsync(string who, string path, object body) =>
        ReadAsync(who, HttpMethod.Post, path, Command(body));

    /// <summary>Sends an order or a step of one, which have no request id.</summary>
    public Task<JsonNode> PostOrderAsync(string who, string path, object body) =>
        ReadAsync(who, HttpMethod.Post, path, JsonSerializer.SerializeToNode(body));

    /// <summary>The reason for which a command is refused; empty where it is not.</summary>
    public async Task<string> ReasonAsync(string who, string path, object body)
    {
        using var answer = await SendAsync(who, HttpMethod.Post, path, Command(body));
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return answer.IsSuccessStatusCode ? "" : said["details"]!.AsArray()
            .Select(d => d!["reason"]?.GetValue<string>()).OfType<string>().Single();
    }

    public void Dispose() => http.Dispose();

    private static JsonNode Command(object body)
    {
        var fields = JsonSerializer.SerializeToNode(body)!;
        fields["request_id"] = Guid.NewGuid().ToString();
        return fields;
    }

    private async Task<JsonNode> ReadAsync(string who, HttpMethod method, string path, JsonNode? body)
    {
        using var answer = await SendAsync(who, method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{path}: {text}");
    }

    private async Task<HttpResponseMessage> SendAsync(string who, HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[who]);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await http.SendAsync(request);
    }
}
