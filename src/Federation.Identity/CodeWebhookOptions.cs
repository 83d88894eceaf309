namespace Federation.Identity;

/// <summary>Where one-time codes are posted to be sent on: configuration section <c>Identity:CodeWebhook</c>.</summary>
public sealed class CodeWebhookOptions
{
    /// <summary>An https address; http on loopback.</summary>
    public required Uri Address { get; set; }

    /// <summary>The key of the signatures: 24 to 64 bytes in base64.</summary>
    public required string Secret { get; set; }

    internal bool IsGood => Address is { IsAbsoluteUri: true }
        && (Address.Scheme == Uri.UriSchemeHttps || Address is { Scheme: "http", IsLoopback: true })
        && Convert.TryFromBase64String(Secret ?? "", new byte[100], out var bytes) && bytes is >= 24 and <= 64;
}
