using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>Hands messages to brands' gateways, as Standard Webhooks 1.0 says.</summary>
internal sealed class GatewayChannel(GatewayConnections connections, GatewaySecrets secrets, TimeProvider time)
{
    private const int MaxAnswerBytes = 64 << 10;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public async Task<SendOutcome> SendAsync(ClaimedDelivery delivery, CancellationToken cancel)
    {
        if (delivery.Gateway is not { } gateway)
            return new SendOutcome.Never("the brand has no gateway for this channel any more");
        if (delivery.Row.Channel == MessageChannel.Sms && delivery.Contact.Phone.Length == 0)
            return new SendOutcome.Never("the member has no telephone number any more");
        if (!GatewayConnections.IsGood(gateway.Address, connections.AllowPrivate))
            return new SendOutcome.Never("the gateway's address is not allowed");
        try
        {
            using var request = RequestFor(delivery, gateway);
            using var response = await connections.Http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return await OutcomeAsync(response, cancel);
        }
        catch (HttpRequestException e) when (e.InnerException is SecurityException refused)
        {
            return new SendOutcome.NotNow(refused.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new SendOutcome.NotNow($"the gateway does not answer: {e.GetType().Name}");
        }
    }

    private static async Task<SendOutcome> OutcomeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
            return new SendOutcome.Accepted(await DigestAsync(response, cancel));
        // What a gateway does not take now it may take once it is mended; 410 says that it will not.
        return response.StatusCode == HttpStatusCode.Gone
            ? new SendOutcome.Never("the gateway answers 410: it takes no messages any more")
            : new SendOutcome.NotNow($"the gateway answers {status}");
    }

    /// <summary>Of the answer's status and the beginning of its body.</summary>
    private static async Task<byte[]> DigestAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)));
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[8192];
        for (var left = MaxAnswerBytes; left > 0;)
        {
            var read = await body.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancel);
            if (read == 0)
                break;
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
        return hash.GetHashAndReset();
    }

    private HttpRequestMessage RequestFor(ClaimedDelivery delivery, GatewayRow gateway)
    {
        var (row, message) = (delivery.Row, delivery.Message);
        var body = JsonSerializer.Serialize(
            new
            {
                type = "message.send",
                timestamp = message.CreateTime.UtcDateTime,
                data = new
                {
                    delivery = ResourceNames.Delivery(row.PartnerId, row.Id),
                    channel = ChannelNames.Of(row.Channel),
                    member = delivery.MemberName,
                    phone = row.Channel == MessageChannel.Sms ? delivery.Contact.Phone : null,
                    kind = row.Kind.ToString(),
                    language = message.Language,
                    subject = message.Subject,
                    text = message.Text,
                },
            },
            Json);
        // The same with each try, so that a gateway can tell a message that it has.
        var id = "msg_" + row.Id.ToString("N");
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, gateway.Address);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add(
            "webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            "webhook-signature", secrets.Sign(gateway, id, now.ToUnixTimeSeconds(), body, now));
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }
}
