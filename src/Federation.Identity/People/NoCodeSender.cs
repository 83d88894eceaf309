namespace Federation.Identity;

/// <summary>Where no way to send codes is configured: people sign in with passkeys and brands' links alone.</summary>
internal sealed class NoCodeSender : ICodeSender
{
    public Task SendAsync(CodeMessage message, CancellationToken cancel) => throw new InvalidOperationException(
        "no way to send one-time codes is configured; set Identity:CodeWebhook");
}
