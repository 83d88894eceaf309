using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using Federation.Hosting;
using Federation.Testing;
using MimeKit;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Federation.Messages.Tests;

/// <summary>A real mail server in this process.</summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    private readonly SmtpServer.SmtpServer server;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public MailServer()
    {
        Port = FreePorts.One();
        var parts = new SmtpServer.ComponentModel.ServiceProvider();
        parts.Add(this);
        server = new SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder().ServerName("localhost")
                .Endpoint(e => e.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build(),
            parts);
        running = server.StartAsync(stop.Token);
    }

    public int Port { get; }

    public ConcurrentQueue<MimeMessage> Received { get; } = [];

    /// <summary>What it answers; a test may change it.</summary>
    public SmtpResponse Answer { get; set; } = SmtpResponse.Ok;

    /// <summary>Happens when a mail was taken, before it is answered.</summary>
    public Action OnReceived { get; set; } = () => { };

    public MessagesOptions Options => new()
    {
        Smtp = new SmtpOptions { Host = "127.0.0.1", Port = Port, From = "Alliance <no-reply@alliance.example>" },
        AllowPrivateGateways = true,
    };

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken)
    {
        if (Answer.ReplyCode == SmtpReplyCode.Ok)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            Received.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
            OnReceived();
        }
        return Answer;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }
}
