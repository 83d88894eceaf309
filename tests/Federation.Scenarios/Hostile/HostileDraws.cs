using Federation.Client;

namespace Federation.Scenarios;

/// <summary>Draws of aster that hostile calls misuse. Each has one ticket at most a member.</summary>
internal sealed record HostileDraws
{
    /// <summary>At 100, open; Roy has his ticket.</summary>
    public required string Open { get; init; }

    /// <summary>Opens in a far year.</summary>
    public required string Later { get; init; }

    /// <summary>Cancelled.</summary>
    public required string Cancelled { get; init; }

    /// <param name="aster">The brand.</param>
    /// <param name="roy">A member with coins.</param>
    public static async Task<HostileDraws> OnAsync(FederationClient aster, string roy)
    {
        var open = await DrawsMade.OpenAsync(aster, "open", "aster", 100, t =>
        {
            (t.TicketsPerMember, t.CloseTime) = (1, new() { Seconds = 30_000_000_000 });
        });
        await aster.Draws.EnterDrawAsync(DrawsMade.Entering(open, roy));
        var cancelled = await DrawsMade.OpenAsync(aster, "cancelled", "aster", 0);
        await aster.Draws.CancelDrawAsync(DrawsMade.Cancelling(cancelled));
        return new HostileDraws
        {
            Open = open,
            Later = await DrawsMade.OpenAsync(aster, "later", "aster", 0, t =>
            {
                (t.OpenTime, t.CloseTime) = (new() { Seconds = 30_000_000_000 }, new() { Seconds = 30_000_000_001 });
            }),
            Cancelled = cancelled,
        };
    }
}
