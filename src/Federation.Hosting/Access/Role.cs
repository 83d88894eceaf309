namespace Federation.Hosting;

/// <summary>What a caller is. A token carries one.</summary>
public enum Role
{
    PartnerService,
    PartnerAdmin,
    AllianceAdmin,
    AllianceApprover,

    /// <summary>A member, for itself.</summary>
    Member,

    /// <summary>Another module, acting for a principal.</summary>
    Module,
}
