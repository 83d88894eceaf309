namespace Federation.Messages.Tests;

/// <summary>Coins of a member as a rule with <c>notice_days</c> keeps them.</summary>
/// <param name="Member">Whose they are.</param>
/// <param name="OwnEnd">When they end by the coin's rule.</param>
/// <param name="Units">How many.</param>
/// <param name="End">When they end; null while nobody has announced it.</param>
internal sealed record ModelLot(MemberId Member, DateTimeOffset OwnEnd, long Units, DateTimeOffset? End = null)
{
    private const int LongestExtensionDays = 365;

    /// <summary>The latest that they can live.</summary>
    public DateTimeOffset Latest => OwnEnd.AddDays(LongestExtensionDays);

    public bool IsGone(DateTimeOffset now) => now >= (End ?? Latest);
}
