namespace Federation.Hosting;

/// <summary>What a caller is. A token carries one.</summary>
public enum Role
{
    PartnerService,
    PartnerAdmin,
    AllianceAdmin,
    AllianceApprover,

    /// <summary>Another module, acting for a principal.</summary>
    Module,
}
