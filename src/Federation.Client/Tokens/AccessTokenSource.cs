using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Grpc.Core;

namespace Federation.Client;

/// <summary>One credential's access token: fetched once for all callers, used until 80 % of its life is over.</summary>
internal sealed class AccessTokenSource(HttpClient http, FederationOptions options, TimeProvider time)
    : IAccessTokens
{
    private const double UsedShareOfLife = 0.8;
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private Task<AccessToken>? current;

    /// <summary>The token. A caller that gives up does not disturb the others that wait for the same fetch.</summary>
    public ValueTask<AccessToken> GetAsync(CancellationToken cancel)
    {
        Task<AccessToken> task;
        lock (gate)
        {
            if (current is null || current.IsFaulted || current.IsCanceled
                || (current.IsCompletedSuccessfully && current.Result.RenewAt <= time.GetUtcNow()))
                current = FetchAsync();
            task = current;
        }
        return task.IsCompletedSuccessfully ? new(task.Result) : new(task.WaitAsync(cancel));
    }

    /// <summary>Drops a token that the alliance calls expired, unless another one has taken its place.</summary>
    public void Forget(AccessToken token)
    {
        lock (gate)
            if (current is { IsCompletedSuccessfully: true } && ReferenceEquals(current.Result, token))
                current = null;
    }

    private async Task<AccessToken> FetchAsync()
    {
        // Leaves the lock before any work is done.
        await Task.Yield();
        using var timeout = new CancellationTokenSource(FetchTimeout, time);
        try
        {
            using var form = new FormUrlEncodedContent(Fields());
            using var response = await http.PostAsync(options.TokenEndpoint, form, timeout.Token);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                throw Unavailable($"answers {(int)response.StatusCode}");
            var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(timeout.Token);
            if (!response.IsSuccessStatusCode || string.IsNullOrEmpty(answer?.AccessToken))
                throw new TokenRefusedException(
                    answer?.Error ?? $"HTTP {(int)response.StatusCode}", answer?.Description
                    ?? "the token endpoint gives no reason");
            return new AccessToken(
                answer.AccessToken, time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn) * UsedShareOfLife);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw Unavailable("cannot be reached: " + e.Message);
        }
        catch (System.Text.Json.JsonException)
        {
            throw new TokenRefusedException(
                "invalid_response", $"{options.TokenEndpoint} does not answer as a token endpoint");
        }
    }

    private List<KeyValuePair<string, string>> Fields()
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("grant_type", "client_credentials"), new("client_id", options.ClientId),
            new("client_secret", options.ClientSecret),
        ];
        if (options.Scopes.Count > 0)
            fields.Add(new("scope", string.Join(' ', options.Scopes)));
        return fields;
    }

    private RpcException Unavailable(string why) =>
        new(new Status(StatusCode.Unavailable, $"The token endpoint {options.TokenEndpoint} {why}"));

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("expires_in")] double ExpiresIn,
        [property: JsonPropertyName("error")] string? Error,
        [property: JsonPropertyName("error_description")] string? Description);
}
