using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Programs;

/// <summary>Who asks for what about whom, as far as others know it. Pure; in the documented order: existence,
/// state.</summary>
/// <param name="Partner">The brand that asks.</param>
/// <param name="Directory">The brands.</param>
/// <param name="Member">The member's name; empty for none.</param>
/// <param name="Consent">What the accounts module knows of the member; null for none.</param>
internal sealed record Admission(
    string Partner, DirectorySnapshot Directory, string Member, ResolveSpendingResponse? Consent)
{
    /// <summary>Whether <see cref="RequireActing"/> refuses nothing.</summary>
    public bool IsActing => Suspensions.MemberProgramCommands.Refuses(Directory, Partner) is null
        && (Consent is null || MemberChecks.Refuses(Member, Partner, Consent) is null);

    /// <summary>Refuses a member that there is not, and a suspended brand.</summary>
    public void RequireKnown()
    {
        if (Consent is { MemberId: "" })
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, Member));
        if (Suspensions.MemberProgramCommands.Refuses(Directory, Partner) is { } suspended)
            throw new RefusalException(suspended);
    }

    /// <summary>As <see cref="RequireKnown"/>, and refuses a member that is closed or has left the brand.</summary>
    public void RequireActing()
    {
        RequireKnown();
        if (Consent is not null && MemberChecks.Refuses(Member, Partner, Consent) is { } refusal)
            throw new RefusalException(refusal);
    }
}
