using Google.Protobuf.WellKnownTypes;

namespace Federation.Accounts;

/// <summary>The closing of a member, as its brands and the alliance see it.</summary>
internal static class ClosureViews
{
    /// <summary>As a brand sees it: whether it asks for it itself, and when it takes effect, not who else asks. Null
    /// where there is nothing to see.</summary>
    public static V1.Closure? ForBrand(Membership membership, DateTimeOffset now)
    {
        var state = StateOf(membership.Member, membership.ClosureRequested, now);
        if (state == V1.ClosureState.None)
            return null;
        var closure = Of(membership.Member, state);
        closure.Requested = membership.ClosureRequested;
        return closure;
    }

    /// <summary>As the alliance sees it. Needs all the member's links.</summary>
    public static V1.Closure ForAlliance(Member member, DateTimeOffset now)
    {
        var closure = Of(member, StateOf(member, ClosurePlan.IsAsked(member), now));
        closure.RequestingPartners.Add(member.Memberships.Where(m => m.ClosureRequested)
            .Select(m => ResourceNames.Partner(m.PartnerId)).Order(StringComparer.Ordinal));
        closure.Proposer = member.CloseProposer ?? "";
        closure.Approver = member.CloseApprover ?? "";
        return closure;
    }

    private static V1.Closure Of(Member member, V1.ClosureState state) => new()
    {
        State = state,
        CloseTime = member.CloseTime is { } time ? Timestamp.FromDateTimeOffset(time) : null,
    };

    private static V1.ClosureState StateOf(Member member, bool asked, DateTimeOffset now) => true switch
    {
        _ when member.IsClosed(now) => V1.ClosureState.Closed,
        _ when member.CloseTime is not null => V1.ClosureState.Scheduled,
        _ => asked ? V1.ClosureState.Requested : V1.ClosureState.None,
    };
}
