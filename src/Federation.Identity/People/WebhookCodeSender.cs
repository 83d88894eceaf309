using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Federation.Identity;

/// <summary>
/// Posts codes to an address of the operator's, which sends them on by e-mail or SMS. The headers are those of the
/// Standard Webhooks specification: an id, a time, and an HMAC-SHA256 over both and the body.
/// </summary>
internal sealed class WebhookCodeSender(HttpClient http, IOptions<IdentityOptions> options, TimeProvider time)
    : ICodeSender
{
    private readonly CodeWebhookOptions webhook = options.Value.CodeWebhook!;

    public async Task SendAsync(CodeMessage message, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(new Body(
            message.Address.IsMail ? "email" : "sms", message.Address.Shown, message.Code, message.Language,
            message.Subject, message.Text));
        var id = "msg_" + message.Id.ToString("N");
        var now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(
            Convert.FromBase64String(webhook.Secret), Encoding.UTF8.GetBytes($"{id}.{now}.{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now);
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(mac));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, cancel);
        // What the operator's service does not take now it does not take later, unless it is busy.
        if (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests))
            throw new CodeRefusedException($"Identity:CodeWebhook answers {(int)response.StatusCode}");
        response.EnsureSuccessStatusCode();
    }

    private sealed record Body(
        [property: JsonPropertyName("channel")] string Channel, [property: JsonPropertyName("to")] string To,
        [property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("language")] string Language,
        [property: JsonPropertyName("subject")] string Subject, [property: JsonPropertyName("text")] string Text);
}
