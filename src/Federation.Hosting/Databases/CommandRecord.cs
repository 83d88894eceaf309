namespace Federation.Hosting;

/// <summary>That a low-rate command was executed, written in the same transaction as its effect and kept for ever, and
/// what it was answered with.</summary>
public sealed class CommandRecord
{
    public required string Principal { get; init; }

    public required Guid RequestId { get; init; }

    public required string Method { get; init; }

    public required byte[] Fingerprint { get; init; }

    /// <summary>Null once it is not kept any more, see <see cref="AnswerSweep{TDb}"/>.</summary>
    public required byte[]? Response { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The credential that sent it, an OAuth 2 <c>client_id</c>; null for a module's own and for older
    /// ones.</summary>
    public string? ClientId { get; init; }
}
