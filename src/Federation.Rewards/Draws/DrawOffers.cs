using Federation.Rewards.V1;
using Federation.Rules;

namespace Federation.Rewards;

/// <summary>To whom each prize of a drawn draw was offered, and what became of it. Pure.</summary>
internal sealed class DrawOffers
{
    private readonly Dictionary<int, DrawClaimRow> claims;
    private readonly IReadOnlyList<IReadOnlyList<(int Prize, int Winner)>> rounds;
    private readonly IReadOnlyList<ClaimRound> times;
    private readonly bool isOver;

    /// <param name="draw">A draw with winners.</param>
    /// <param name="claims">What was claimed.</param>
    public DrawOffers(DrawRow draw, IEnumerable<DrawClaimRow> claims)
    {
        this.claims = claims.ToDictionary(c => c.Place);
        (times, isOver) = (draw.ReadRounds(), draw.ClaimEndTime is null);
        var count = DrawOutcome.CountOf(draw.Winners!);
        // The last list is that of a round that has not begun; where prizes are not claimed, the only one.
        rounds = ClaimRounds.Of(
            DrawForm.PrizesOf(draw.ReadTerms()), count, [.. times.Select((_, i) => ClaimedIn(i + 1))]);
        Winners =
        [
            .. rounds.Take(Math.Max(1, times.Count)).SelectMany((offers, i) => offers.Select(o => (o.Prize, i + 1))),
        ];
    }

    /// <summary>By winner, in order: the prize, from 0 on, and the round in which it was offered, from 1 on.</summary>
    public IReadOnlyList<(int Prize, int Round)> Winners { get; }

    /// <summary>The claim of a prize in a round; null where there is none.</summary>
    public DrawClaimRow? ClaimOf(int prize, int round) =>
        claims.GetValueOrDefault(prize + 1) is { } claim && claim.Round == round ? claim : null;

    /// <summary>What became of an offer.</summary>
    public ClaimState StateOf(int prize, int round)
    {
        if (times.Count == 0)
            return ClaimState.Unspecified;
        if (ClaimOf(prize, round) is not null)
            return ClaimState.Claimed;
        return round == times.Count && !isOver ? ClaimState.Offered : ClaimState.PassedOn;
    }

    private HashSet<int> ClaimedIn(int round) =>
        [.. claims.Values.Where(c => c.Round == round).Select(c => c.Place - 1)];
}
