using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Federation.Identity.Tests;

/// <summary>A mail server on loopback that keeps what it gets, as far as one-time codes need one.</summary>
internal sealed class SmtpListener : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly bool offersTls;

    /// <param name="offersTls">Whether it knows STARTTLS, with a certificate that nobody trusts.</param>
    public SmtpListener(bool offersTls = false)
    {
        this.offersTls = offersTls;
        listener.Start();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What the client has sent, a command each, without the mail itself.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>How the server answers to a command's first word, in place of "250 ok".</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes one connection to its end.</summary>
    /// <returns>The lines of the mail; none where none came.</returns>
    public async Task<List<string>> TakeAsync(CancellationToken cancel)
    {
        using var client = await listener.AcceptTcpClientAsync(cancel);
        Stream stream = client.GetStream();
        await SayAsync(stream, "220 test", cancel);
        var mail = new List<string>();
        while (await ReadAsync(stream, cancel) is { } command)
        {
            Commands.Add(command);
            var word = command.Split(' ')[0];
            if (word == "STARTTLS" && offersTls)
            {
                await SayAsync(stream, "220 go on", cancel);
                stream = await SecureAsync(stream, cancel);
                if (stream == Stream.Null)
                    return mail;
                continue;
            }
            await SayAsync(stream, Answers.GetValueOrDefault(word, DefaultOf(word)), cancel);
            if (word == "QUIT")
                return mail;
            if (word == "DATA" && !Answers.ContainsKey(word))
            {
                while (await ReadAsync(stream, cancel) is { } line and not ".")
                    mail.Add(line);
                await SayAsync(stream, "250 kept", cancel);
            }
        }
        return mail;
    }

    public void Dispose() => listener.Dispose();

    private string DefaultOf(string word) => word switch
    {
        "EHLO" => "250-test\r\n250-AUTH PLAIN\r\n" + (offersTls ? "250-STARTTLS\r\n" : "") + "250 8BITMIME",
        "AUTH" => "235 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    private static async Task<Stream> SecureAsync(Stream stream, CancellationToken cancel)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = made }, cancel);
            return secure;
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return Stream.Null;
        }
    }

    private static async Task<string?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var line = new List<byte>();
        var one = new byte[1];
        try
        {
            while (await stream.ReadAsync(one, cancel) == 1)
            {
                if (one[0] == '\n')
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                line.Add(one[0]);
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
        return null;
    }

    private static async Task SayAsync(Stream stream, string line, CancellationToken cancel) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancel);
}
