using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federation.Testing;
using Microsoft.Extensions.Options;

namespace Federation.Identity.Tests;

/// <summary>How one-time codes leave.</summary>
public sealed class CodeSenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sender_ThatFails_IsLogged_AndTheNextCodeIsSent()
    {
        using var log = new LogCollector();
        var sender = new Refusing("ann@example.org");
        using var delivery = new CodeDelivery(sender, TimeProvider.System, log.For<CodeDelivery>());
        await delivery.StartAsync(Cancel);
        delivery.Send(Message("ann@example.org"));
        delivery.Send(Message("bob@example.org"));
        Assert.Equal("bob@example.org", (await sender.Sent.Task.WaitAsync(Cancel)).Address.Shown);
        Assert.Contains("no line", await log.FirstOfAsync("CodeNotSent", Cancel), StringComparison.Ordinal);
        await delivery.StopAsync(Cancel);
    }

    /// <summary>Whoever receives messages knows the second try by the id.</summary>
    [Fact]
    public async Task Sender_ThatFailsOnce_IsAskedAgain_WithTheSameMessage()
    {
        using var log = new LogCollector();
        var sender = new FailingOnce();
        using var delivery = new CodeDelivery(sender, TimeProvider.System, log.For<CodeDelivery>());
        await delivery.StartAsync(Cancel);
        var message = Message("ann@example.org");
        delivery.Send(message);
        Assert.Equal(message.Id, (await sender.Sent.Task.WaitAsync(Cancel)).Id);
        await delivery.StopAsync(Cancel);
        Assert.Empty(log.Of("CodeNotSent"));
    }

    [Fact]
    public async Task Webhook_IsSigned_AndSaysWhomToReach()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}/codes");
        var secret = RandomNumberGenerator.GetBytes(32);
        var options = Options.Create(new Identity.IdentityOptions
        {
            CodeWebhook = new() { Address = address, Secret = Convert.ToBase64String(secret) },
        });
        Assert.Empty(options.Value.Problems());
        using var http = new HttpClient();
        var sending = new WebhookCodeSender(http, options, TimeProvider.System).SendAsync(
            Message("+8613812345678"), Cancel);
        var (headers, body) = await ReadAsync(listener);
        await sending;

        var mac = HMACSHA256.HashData(
            secret, Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}"));
        Assert.Equal("v1," + Convert.ToBase64String(mac), headers["webhook-signature"]);
        var sent = JsonDocument.Parse(body).RootElement;
        Assert.Equal(
            ("sms", "+8613812345678", "123456"),
            (sent.GetProperty("channel").GetString(), sent.GetProperty("to").GetString(),
                sent.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("http://example.org/", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("ftp://127.0.0.1/", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("https://example.org/", "c2hvcnQ=")]
    [InlineData("https://example.org/", "not base64")]
    public void Webhook_InCleartextOrWithAWeakSecret_IsRefused(string address, string secret)
    {
        var options = new Identity.IdentityOptions { CodeWebhook = new() { Address = new(address), Secret = secret } };
        Assert.Contains("CodeWebhook", Assert.Single(options.Problems()), StringComparison.Ordinal);
    }

    private static CodeMessage Message(string address)
    {
        Assert.True(ContactAddress.TryRead(address, out var read));
        return new CodeMessage(read.Value, "123456", "en", DateTimeOffset.UtcNow.AddMinutes(10));
    }

    private static async Task<(Dictionary<string, string> Headers, string Body)> ReadAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        using var reader = new StreamReader(client.GetStream());
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await reader.ReadLineAsync(Cancel);
        while (await reader.ReadLineAsync(Cancel) is { Length: > 0 } line)
            headers[line.Split(": ", 2)[0]] = line.Split(": ", 2)[1];
        var body = new char[int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(body, Cancel);
        await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), Cancel);
        return (headers, new string(body));
    }

    private sealed class Refusing(string address) : ICodeSender
    {
        public TaskCompletionSource<CodeMessage> Sent { get; } = new();

        public Task SendAsync(CodeMessage message, CancellationToken cancel)
        {
            if (message.Address.Shown == address)
                throw new CodeRefusedException("no line");
            Sent.SetResult(message);
            return Task.CompletedTask;
        }
    }

    private sealed class FailingOnce : ICodeSender
    {
        private CodeMessage? failed;

        public TaskCompletionSource<CodeMessage> Sent { get; } = new();

        public Task SendAsync(CodeMessage message, CancellationToken cancel)
        {
            if (failed is null)
            {
                failed = message;
                throw new InvalidOperationException("busy");
            }
            Sent.SetResult(message);
            return Task.CompletedTask;
        }
    }
}
