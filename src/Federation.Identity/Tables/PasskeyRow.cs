namespace Federation.Identity;

/// <summary>A user's passkey, as kept.</summary>
public sealed class PasskeyRow
{
    /// <summary>SHA-256 of the credential's id, which may be longer than an index takes.</summary>
    public required byte[] IdHash { get; init; }

    public required byte[] CredentialId { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>COSE key.</summary>
    public required byte[] PublicKey { get; init; }

    public required long SignCount { get; set; }

    /// <summary>With one space between them.</summary>
    public required string Transports { get; init; }

    public required bool UserVerified { get; set; }

    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; set; }

    public required byte[] AttestationObject { get; init; }

    public required byte[] ClientData { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public DateTimeOffset? UseTime { get; set; }
}
