namespace Federation.Identity;

/// <summary>The key that a member of staff's authenticator app has.</summary>
public sealed class TotpSecret
{
    public required Guid UserId { get; init; }

    /// <summary>Under AES-GCM; the user's id is authenticated too.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>The last step whose code was taken: it and those before it are not taken again.</summary>
    public required long LastStep { get; set; }

    public required DateTimeOffset CreateTime { get; set; }
}
