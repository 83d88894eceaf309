using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>How cases of a kind are decided. Pure.</summary>
internal static class CaseVerdicts
{
    /// <summary>How a case is decided of which nobody says anything until its deadline.</summary>
    public static CaseState ByDeadline(CaseKind kind) =>
        kind == CaseKind.HeldOrder ? CaseState.ForMember : CaseState.Cleared;

    /// <summary>Whether a case of this kind can be decided so.</summary>
    public static bool Fits(CaseKind kind, CaseState verdict) => kind == CaseKind.HeldOrder
        ? verdict is CaseState.ForMember or CaseState.AgainstMember
        : verdict is CaseState.Cleared or CaseState.Confirmed;

    /// <summary>The state as the contract writes it, without its prefix.</summary>
    public static string NameOf(CaseState state) => state switch
    {
        CaseState.ForMember => "FOR_MEMBER",
        CaseState.AgainstMember => "AGAINST_MEMBER",
        CaseState.Cleared => "CLEARED",
        CaseState.Confirmed => "CONFIRMED",
        CaseState.Open => "OPEN",
        _ => "CLOSED",
    };
}
