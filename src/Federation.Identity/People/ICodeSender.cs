namespace Federation.Identity;

/// <summary>A way to send one-time codes to people.</summary>
internal interface ICodeSender
{
    /// <exception cref="CodeRefusedException">It cannot be sent, and trying again will not help.</exception>
    /// <exception cref="Exception">It was not sent, or perhaps was; it is tried again for a short time, since a code
    /// that comes late confuses.</exception>
    Task SendAsync(CodeMessage message, CancellationToken cancel);
}
