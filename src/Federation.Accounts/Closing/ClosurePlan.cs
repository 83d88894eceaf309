namespace Federation.Accounts;

/// <summary>When a member is to be closed, given who asks for it. Deterministic, no I/O; needs all the member's
/// links.</summary>
internal static class ClosurePlan
{
    /// <summary>
    /// To be called after a link or a brand's request changed: all linked brands together schedule the closing, and one
    /// that does not ask ends it. A closing that stays scheduled keeps its time.
    /// </summary>
    public static void Renew(Member member, DateTimeOffset now, TimeSpan delay)
    {
        var linked = member.Memberships.Where(m => m.State == LinkState.Linked).ToList();
        var agreed = linked.Count > 0 && linked.TrueForAll(m => m.ClosureRequested);
        member.BrandsCloseTime = agreed ? member.BrandsCloseTime ?? now + delay : null;
        Settle(member);
    }

    /// <summary>The second person of the alliance agrees.</summary>
    public static void Approve(Member member, string approver, DateTimeOffset now, TimeSpan delay)
    {
        member.CloseApprover = approver;
        member.AllianceCloseTime = now + delay;
        Settle(member);
    }

    /// <summary>Ends what the alliance decided and what the brands asked for; false where there was nothing.</summary>
    public static bool Cancel(Member member)
    {
        if (!IsAsked(member))
            return false;
        foreach (var membership in member.Memberships)
            membership.ClosureRequested = false;
        (member.CloseProposer, member.CloseApprover) = (null, null);
        (member.BrandsCloseTime, member.AllianceCloseTime) = (null, null);
        Settle(member);
        return true;
    }

    public static bool IsAsked(Member member) =>
        member.CloseProposer is not null || member.Memberships.Exists(m => m.ClosureRequested);

    private static void Settle(Member member) => member.CloseTime =
        member.BrandsCloseTime < member.AllianceCloseTime ? member.BrandsCloseTime
            : member.AllianceCloseTime ?? member.BrandsCloseTime;
}
