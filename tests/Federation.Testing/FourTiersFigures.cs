namespace Federation.Testing;

/// <summary>What a story of the template <c>four-tiers</c> comes to, computed by hand: the same over RPCs and in the
/// pages. Money is in whole units.</summary>
public static class FourTiersFigures
{
    /// <summary>The order by which an ordinary member becomes silver.</summary>
    public const int FirstOrder = 2_000;

    /// <summary>An order as silver: 1.2 times its money.</summary>
    public const int SecondOrder = 100;

    public const int AfterOrders = FirstOrder + SecondOrder + 20;

    public const int CheckIn = 5;

    public const int Review = 20;

    /// <summary>The second order came back; check-in and review are available at once.</summary>
    public const int AfterReturn = FirstOrder + CheckIn + Review;

    public const int AvailableAfterReturn = CheckIn + Review;

    /// <summary>5 April, in the member's birthday month.</summary>
    public const int LaterDay = 35;

    /// <summary>Two orders of that day, each: 10, and 2 for silver. The first one also gives silver's 50.</summary>
    public const int BirthdayOrder = 10;

    public const int AfterBirthday = AfterReturn + (12 + 50) + 12;

    /// <summary>What was earned before is available by then.</summary>
    public const int AvailableAfterBirthday = AfterReturn;
}
