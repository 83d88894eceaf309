namespace Federation.Identity;

/// <summary>A way to send one-time codes to people.</summary>
internal interface ICodeSender
{
    /// <exception cref="Exception">It was not sent. The code is asked for again; nothing is retried here, since a code
    /// that comes late confuses.</exception>
    Task SendAsync(CodeMessage message, CancellationToken cancel);
}
