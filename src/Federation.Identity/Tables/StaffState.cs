namespace Federation.Identity;

/// <summary>Where a staff user stands, as kept.</summary>
public enum StaffState : short
{
    /// <summary>One person of the alliance wants it; another must approve.</summary>
    Proposed = 1,

    /// <summary>It may take up its invitation, where it has one.</summary>
    Invited = 2,

    /// <summary>It has a way in.</summary>
    Active = 3,

    /// <summary>It has none any more.</summary>
    Ended = 4,
}
