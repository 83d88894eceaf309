namespace Federation.Testing;

/// <summary>What a story of the template <c>member-coins</c> comes to, computed by hand: the same over RPCs and in the
/// pages. Money is in whole units.</summary>
public static class MemberCoinsFigures
{
    /// <summary>An order in the week of double coins, large enough for 100 more.</summary>
    public const int LargeOrder = 600;

    /// <summary>For a share, available at once.</summary>
    public const int Share = 10;

    /// <summary>600, doubled, 100 for the large order, and the share.</summary>
    public const int AfterShare = 600 + 600 + 100 + Share;

    /// <summary>The first day after the double week on which the coins of its first day are available.</summary>
    public const int LaterDay = 8;

    /// <summary>An order of that day: a coin for each unit, not available yet.</summary>
    public const int LaterOrder = 100;

    /// <summary>What is given to charity on that day.</summary>
    public const int Donation = 100;

    public const int AfterDonation = AfterShare + LaterOrder - Donation;

    public const int AvailableAfterDonation = AfterShare - Donation;
}
