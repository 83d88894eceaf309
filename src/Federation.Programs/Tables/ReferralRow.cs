using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>That a member brought another one, and how far that is. What both got, the ledger knows; the row says where
/// it is found.</summary>
internal sealed class ReferralRow
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The number of the rule set that decides.</summary>
    public required long Number { get; init; }

    /// <summary>The id by which the brand sees whose code it was.</summary>
    public required Guid Referrer { get; init; }

    /// <summary>The id by which the brand sees the new member.</summary>
    public required Guid Referred { get; init; }

    /// <summary>When the code was given, in alliance time, as all times here.</summary>
    public required DateTimeOffset UseTime { get; init; }

    /// <summary>Until when the order must be placed.</summary>
    public required DateTimeOffset OrderByTime { get; init; }

    public required ReferralState State { get; set; }

    /// <summary>When it is looked at next; null: never.</summary>
    public DateTimeOffset? DueTime { get; set; }

    /// <summary>The order by which it qualified.</summary>
    public Guid? OrderId { get; set; }

    /// <summary>When it qualified or lapsed.</summary>
    public DateTimeOffset? DecideTime { get; set; }

    public ReferralLapse Lapse { get; set; }

    public ReferralRewardState ReferrerState { get; set; } = ReferralRewardState.Pending;

    public ReferralRewardState ReferredState { get; set; } = ReferralRewardState.Pending;

    /// <summary>The digest of the decision of what the referrer got.</summary>
    public byte[]? ReferrerDigest { get; set; }

    public byte[]? ReferredDigest { get; set; }

    public Guid? ReferrerJournal { get; set; }

    public Guid? ReferredJournal { get; set; }

    public ProgramId Program => new(PartnerId, ProgramId);

    public string Name => ResourceNames.Referral(Program.ToString(), Id);

    /// <summary>Becomes what another copy of the row is.</summary>
    public void TakeOver(ReferralRow other)
    {
        (State, DueTime, OrderId) = (other.State, other.DueTime, other.OrderId);
        (DecideTime, Lapse) = (other.DecideTime, other.Lapse);
        (ReferrerState, ReferrerDigest, ReferrerJournal) =
            (other.ReferrerState, other.ReferrerDigest, other.ReferrerJournal);
        (ReferredState, ReferredDigest, ReferredJournal) =
            (other.ReferredState, other.ReferredDigest, other.ReferredJournal);
    }

    /// <summary>The one that a member can have at a brand as the new one.</summary>
    public static Guid IdOf(string partner, Guid referred) =>
        Uuids.OfHash(TextHash.Of(partner, "referral", referred.ToString("D")));
}
