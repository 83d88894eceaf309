namespace Federation.Identity;

/// <summary>Where no way to send codes is configured: people sign in with passkeys and brands' links alone.</summary>
internal sealed class NoCodeSender : ICodeSender
{
    public Task SendAsync(CodeMessage message, CancellationToken cancel) => throw new CodeRefusedException(
        $"no way to send one-time codes by {(message.Address.IsMail ? "e-mail" : "SMS")} is configured; set "
        + (message.Address.IsMail ? "Identity:Smtp or Identity:CodeWebhook" : "Identity:CodeWebhook"));
}
