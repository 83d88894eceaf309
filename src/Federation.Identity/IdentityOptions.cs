namespace Federation.Identity;

/// <summary>Configuration section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>How many credentials an owner may have that are not revoked, proposed ones included: 2 to
    /// 10,000.</summary>
    public int MaxCredentialsPerOwner { get; set; } = 50;

    /// <summary>The file in which this node remembers what secrets were revoked or replaced, apart from the database
    /// and its backups. Default: <c>credentials.seen</c> in the data directory.</summary>
    public string? SecretsSeenFile { get; set; }

    internal bool IsGood => MaxCredentialsPerOwner is >= 2 and <= 10_000;
}
