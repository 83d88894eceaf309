using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Federation.Hosting;

/// <summary>Sends mails by a mail server.</summary>
/// <param name="options">The mail server.</param>
public sealed class MailSender(SmtpOptions options)
{
    private const int TimeoutMs = 15_000;

    /// <summary>Sends a mail.</summary>
    /// <returns>What the server answered when it took it.</returns>
    /// <exception cref="MailRefusedException">It cannot be sent, and trying again will not help.</exception>
    /// <exception cref="Exception">It was not sent, or perhaps was.</exception>
    public async Task<string> SendAsync(Mail mail, CancellationToken cancel)
    {
        using var message = MessageOf(mail);
        using var client = new SmtpClient
        {
            Timeout = TimeoutMs,
            // As HttpClient does: authorities of a company's own publish no lists.
            CheckCertificateRevocation = false,
        };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security, cancel);
            if (!string.IsNullOrEmpty(options.UserName))
                await client.AuthenticateAsync(options.UserName, options.ReadPassword() ?? "", cancel);
            var answer = await client.SendAsync(message, cancel);
            await client.DisconnectAsync(quit: true, cancel);
            return answer;
        }
        catch (Exception e) when (IsFinal(e))
        {
            throw new MailRefusedException($"the mail server refuses: {e.Message}", e);
        }
    }

    private SecureSocketOptions Security => options switch
    {
        { IsTlsFromTheStart: true } => SecureSocketOptions.SslOnConnect,
        { NeedsStartTls: true } => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <summary>Headers are made of parsed addresses and encoded words: nothing that somebody typed reaches one as it
    /// is.</summary>
    private MimeMessage MessageOf(Mail mail)
    {
        if (options.Sender is not { } sender || !MailboxAddress.TryParse(mail.Address, out var reader)
            || reader.Address != mail.Address)
            throw new MailRefusedException("the address cannot be written into a mail");
        var message = new MimeMessage { Subject = mail.Subject, Body = BodyOf(mail) };
        message.From.Add(mail.SenderName is { } name ? new MailboxAddress(name, sender.Address) : sender);
        message.To.Add(reader);
        message.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        // No answers by machines (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.MessageId = $"{mail.Id:N}@{sender.Domain}";
        return message;
    }

    private static MimeEntity BodyOf(Mail mail)
    {
        var text = new TextPart("plain") { Text = mail.Text };
        return mail.Html is null
            ? text : new MultipartAlternative { text, new TextPart("html") { Text = mail.Html } };
    }

    /// <summary>What a second try would meet again: a code of 5xx, a wrong password, a server without TLS.</summary>
    private static bool IsFinal(Exception e) => e switch
    {
        SmtpCommandException command => (int)command.StatusCode >= 500,
        AuthenticationException or NotSupportedException or ServiceNotAuthenticatedException => true,
        _ => false,
    };
}
