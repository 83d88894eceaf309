namespace Federation.Identity;

/// <summary>What the security page shows to staff.</summary>
/// <param name="Session">The browser's own session.</param>
/// <param name="User">The user.</param>
/// <param name="Passkeys">The user's passkeys.</param>
/// <param name="PasswordTime">When the password was last changed; null where there is none.</param>
/// <param name="RecoveryLeft">How many recovery codes are left.</param>
/// <param name="ExternalNames">What the company's own authority calls the user.</param>
/// <param name="Authority">What that authority is called; null where there is none.</param>
/// <param name="Sessions">Where the user is signed in.</param>
public sealed record ShownStaffSecurity(
    StaffSession Session, StaffUser User, IReadOnlyList<PasskeyRow> Passkeys, DateTimeOffset? PasswordTime,
    int RecoveryLeft, IReadOnlyList<ExternalName> ExternalNames, string? Authority,
    IReadOnlyList<SignInSession> Sessions)
{
    /// <summary>Whether there is a password, and an app with it.</summary>
    public bool HasPassword => PasswordTime is not null;

    /// <summary>Whether a way in may be removed: not the last one.</summary>
    public bool MayRemove => Passkeys.Count + ExternalNames.Count + (HasPassword ? 1 : 0) > 1;
}
