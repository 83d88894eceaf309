namespace Federation.Rules;

/// <summary>Whether what was published of a draw belongs together. Whether it was published when it should have been,
/// and whether the public value is the one that was announced, is for whoever kept it to say. Pure.</summary>
/// <param name="CommitmentHolds">The commitment is that of the secret.</param>
/// <param name="RootHolds">The root is that of the tickets.</param>
/// <param name="WinnersHold">The winners, in order, are those that follow from the secret, the tickets and the public
/// value: as many as there are prizes, or all that could win; more where prizes were not claimed.</param>
/// <param name="HasPublicValue">There is a public value, and it was announced which one counts. Without one, whoever
/// knew the secret could have added a ticket that wins, before the draw closed.</param>
public sealed record DrawCheck(bool CommitmentHolds, bool RootHolds, bool WinnersHold, bool HasPublicValue)
{
    /// <summary>Nothing that was published contradicts the rest.</summary>
    public bool Holds => CommitmentHolds && RootHolds && WinnersHold;

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
            draw.PublicValueName.Length > 0 && draw.PublicValue.Length > 0);
    }

    private static bool AreWinners(PublishedDraw draw, byte[] root)
    {
        var seed = DrawSeeds.SeedOf(draw.Draw, draw.Secret, root, draw.Pseudonyms.Count, draw.PublicValue);
        var follow = DrawWinners.Of(seed, draw.Pseudonyms, draw.WinsPerHolder)
            .Take(Math.Max(draw.Prizes, draw.Winners.Count));
        return follow.SequenceEqual(draw.Winners);
    }
}
