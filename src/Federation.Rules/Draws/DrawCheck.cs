using System.Globalization;

namespace Federation.Rules;

/// <summary>Whether what was published of a draw belongs together. Whether it was published when it should have been,
/// and whether the public value is the one that was announced, is for whoever kept it to say. Pure.</summary>
/// <param name="CommitmentHolds">The commitment is that of the secret.</param>
/// <param name="RootHolds">The root is that of the tickets.</param>
/// <param name="WinnersHold">The winners, in order, are those that follow from the secret, the tickets and the public
/// value: as many as there are prizes, or all that could win; more where prizes were not claimed.</param>
/// <param name="ClaimsHold">The prizes that were passed on went to the next winners in order, no round began before the
/// last one ended, and who has claimed which prize follows from what was claimed in which round. True where prizes are
/// not claimed.</param>
/// <param name="HasPublicValue">There is a public value, and it was announced which one counts. Without one, whoever
/// knew the secret could have added a ticket that wins, before the draw closed.</param>
public sealed record DrawCheck(
    bool CommitmentHolds, bool RootHolds, bool WinnersHold, bool ClaimsHold, bool HasPublicValue)
{
    /// <summary>Nothing that was published contradicts the rest.</summary>
    public bool Holds => CommitmentHolds && RootHolds && WinnersHold && ClaimsHold;

    /// <summary>Nobody could know the winners before the draw closed, if the public value was not known then.</summary>
    public bool Proves => Holds && HasPublicValue;

    public static DrawCheck Of(PublishedDraw draw)
    {
        var root = new TicketTree(draw.Pseudonyms).Root;
        var isSecret = draw.Secret.Length == DrawSeeds.SecretBytes;
        return new DrawCheck(
            isSecret && DrawSeeds.CommitmentOf(draw.Draw, draw.Secret).AsSpan().SequenceEqual(draw.Commitment),
            root.AsSpan().SequenceEqual(draw.Root),
            isSecret && AreWinners(draw, root),
            ClaimsFollow(draw),
            draw.PublicValueName.Length > 0 && draw.PublicValue.Length > 0);
    }

    private static bool ClaimsFollow(PublishedDraw draw)
    {
        if (draw.Rounds.Count == 0)
            return draw.Claimed.Count == 0;
        var holders = new int?[draw.Prizes];
        var claimed = new List<IReadOnlySet<int>>();
        foreach (var (round, i) in draw.Rounds.Select((r, i) => (r, i)))
        {
            var offers = ClaimRounds.Of(draw.Prizes, draw.Winners.Count, claimed)[i]
                .ToDictionary(o => draw.Winners[o.Winner], o => o.Prize);
            var last = i == 0 ? null : draw.Rounds[i - 1];
            if (!round.Claimed.All(offers.ContainsKey) || round.Claimed.Distinct().Count() != round.Claimed.Count
                || TimeOf(round.Start) is not { } start || !(TimeOf(round.End) > start)
                || (last is not null && !(TimeOf(last.End) <= start)))
                return false;
            foreach (var number in round.Claimed)
                holders[offers[number]] = number;
            claimed.Add(round.Claimed.Select(number => offers[number]).ToHashSet());
        }
        // No winner more than were offered a prize.
        var named = ClaimRounds.Of(draw.Prizes, draw.Winners.Count, claimed).Take(draw.Rounds.Count).Sum(o => o.Count);
        return holders.SequenceEqual(draw.Claimed) && named == draw.Winners.Count;
    }

    private static DateTimeOffset? TimeOf(string text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static bool AreWinners(PublishedDraw draw, byte[] root)
    {
        var seed = DrawSeeds.SeedOf(draw.Draw, draw.Secret, root, draw.Pseudonyms.Count, draw.PublicValue);
        var follow = DrawWinners.Of(seed, draw.Pseudonyms, draw.WinsPerHolder)
            .Take(Math.Max(draw.Prizes, draw.Winners.Count));
        return follow.SequenceEqual(draw.Winners);
    }
}
