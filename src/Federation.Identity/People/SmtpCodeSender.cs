using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Federation.Identity;

/// <summary>Sends codes as plain text by a mail server; those for telephones some other way.</summary>
/// <param name="options">The mail server.</param>
/// <param name="others">Sends what is not for an e-mail address.</param>
internal sealed class SmtpCodeSender(SmtpOptions options, ICodeSender others) : ICodeSender
{
    private const int TimeoutMs = 15_000;

    public async Task SendAsync(CodeMessage message, CancellationToken cancel)
    {
        if (!message.Address.IsMail)
        {
            await others.SendAsync(message, cancel);
            return;
        }
        using var mail = MailOf(message);
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
            await client.SendAsync(mail, cancel);
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception e) when (IsFinal(e))
        {
            throw new CodeRefusedException($"the mail server refuses: {e.Message}", e);
        }
    }

    private SecureSocketOptions Security => options switch
    {
        { IsTlsFromTheStart: true } => SecureSocketOptions.SslOnConnect,
        { NeedsStartTls: true } => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <summary>Headers are made of parsed addresses and our own words: nothing that somebody typed reaches one
    /// unparsed.</summary>
    private MimeMessage MailOf(CodeMessage message)
    {
        if (options.Sender is not { } sender || !MailboxAddress.TryParse(message.Address.Shown, out var reader)
            || reader.Address != message.Address.Shown)
            throw new CodeRefusedException("the address cannot be written into a mail");
        var mail = new MimeMessage { Subject = message.Subject, Body = new TextPart("plain") { Text = message.Text } };
        mail.From.Add(sender);
        mail.To.Add(reader);
        mail.Headers.Add(HeaderId.ContentLanguage, message.Language);
        // No answers by machines (RFC 3834).
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.MessageId = $"{message.Id:N}@{sender.Domain}";
        return mail;
    }

    /// <summary>What a second try would meet again: a code of 5xx, a wrong password, a server without TLS.</summary>
    private static bool IsFinal(Exception e) => e switch
    {
        SmtpCommandException command => (int)command.StatusCode >= 500,
        AuthenticationException or NotSupportedException or ServiceNotAuthenticatedException => true,
        _ => false,
    };
}
