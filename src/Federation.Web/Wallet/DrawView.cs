using Federation.Design;
using Federation.Rewards.V1;

namespace Federation.Web;

/// <summary>A draw as members read it. Pure.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Now">Alliance time.</param>
internal sealed record DrawView(Draw Draw, DateTimeOffset Now)
{
    /// <summary>The most tickets that can be taken at once.</summary>
    private const int MostAtOnce = 100;

    public bool IsToCome => Draw.Terms.OpenTime is { } open && Now < open.ToDateTimeOffset();

    /// <summary>Whether members enter it now.</summary>
    public bool IsOpen => Draw.State is DrawState.Open && !IsToCome && !IsPastClosing;

    public bool IsPastClosing => Now >= Draw.Terms.CloseTime.ToDateTimeOffset();

    public bool IsCancelled => Draw.State is DrawState.Cancelling or DrawState.Cancelled;

    /// <summary>Whether the tickets have numbers.</summary>
    public bool IsNumbered => Draw.State is DrawState.Closed or DrawState.Drawn;

    /// <summary>How many tickets the member can take at once.</summary>
    public int CanTake => (int)Math.Clamp(Draw.Terms.TicketsPerMember - Draw.OwnTickets, 0, MostAtOnce);

    /// <summary>What became of a prize that can be claimed.</summary>
    public static string ClaimOf(DrawWinner winner, WebTexts t) => winner.ClaimState switch
    {
        ClaimState.Offered => t.DrawIsOffered,
        ClaimState.Claimed => t.DrawIsClaimed,
        ClaimState.PassedOn => t.DrawIsPassedOn,
        _ => "",
    };

    public (TagKind Kind, string Word) State(WebTexts t) => this switch
    {
        { IsCancelled: true } => (TagKind.Plain, t.DrawIsCancelled),
        { Draw.State: DrawState.Drawn } => (TagKind.Good, t.DrawIsDrawn),
        { IsOpen: true } => (TagKind.Accent, t.DrawIsOpen),
        { IsPastClosing: true } => (TagKind.Warn, t.DrawWaits),
        _ => (TagKind.Plain, t.DrawIsToCome),
    };
}
