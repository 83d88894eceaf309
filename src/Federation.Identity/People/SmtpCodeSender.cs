using Federation.Hosting;

namespace Federation.Identity;

/// <summary>Sends codes as plain text by a mail server; those for telephones some other way.</summary>
/// <param name="options">The mail server.</param>
/// <param name="others">Sends what is not for an e-mail address.</param>
internal sealed class SmtpCodeSender(SmtpOptions options, ICodeSender others) : ICodeSender
{
    private readonly MailSender mails = new(options);

    public async Task SendAsync(CodeMessage message, CancellationToken cancel)
    {
        if (!message.Address.IsMail)
        {
            await others.SendAsync(message, cancel);
            return;
        }
        try
        {
            await mails.SendAsync(
                new Mail(message.Id, message.Address.Shown, message.Language, message.Subject, message.Text), cancel);
        }
        catch (MailRefusedException e)
        {
            throw new CodeRefusedException(e.Message, e);
        }
    }
}
