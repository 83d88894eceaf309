using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Federation.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Messages;

/// <summary>Sends messages by e-mail.</summary>
internal sealed class MailChannel(IOptions<MessagesOptions> options)
{
    private readonly MailSender? sender = options.Value.Smtp is { } smtp ? new MailSender(smtp) : null;

    public async Task<SendOutcome> SendAsync(ClaimedDelivery delivery, CancellationToken cancel)
    {
        if (delivery.Contact.Email.Length == 0)
            return new SendOutcome.Never("the member has no e-mail address any more");
        if (sender is null)
            return new SendOutcome.NotNow("no mail server is configured: Messages:Smtp");
        var message = delivery.Message;
        try
        {
            var answer = await sender.SendAsync(
                new Mail(delivery.Row.Id, delivery.Contact.Email, message.Language, message.Subject, message.Text)
                {
                    SenderName = delivery.BrandName,
                    Html = HtmlOf(message),
                },
                cancel);
            return new SendOutcome.Accepted(SHA256.HashData(Encoding.UTF8.GetBytes(answer)));
        }
        catch (MailRefusedException)
        {
            // What a mail server says may quote the address.
            return new SendOutcome.Never("the mail server refuses it for good");
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return new SendOutcome.NotNow($"the mail server did not take it: {e.GetType().Name}");
        }
    }

    /// <summary>The same text: nothing in it is markup.</summary>
    private static string HtmlOf(MessageRow message)
    {
        var lines = message.Text.Split('\n').Select(l => HtmlEncoder.Default.Encode(l));
        return $"<!DOCTYPE html><html lang=\"{message.Language}\"><head><meta charset=\"utf-8\"></head><body><p>"
            + string.Join("<br>\n", lines) + "</p></body></html>";
    }
}
