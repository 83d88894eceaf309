using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards;

/// <summary>A member that wants a reward, and what is known for it. Pure; in the documented order: state, level,
/// window, price, limits, stock. Whether the member has the coins says the ledger.</summary>
/// <param name="Reward">The reward.</param>
/// <param name="Terms">Its terms.</param>
/// <param name="Member">The 16 bytes of the id by which the brand sees the member.</param>
/// <param name="Level">The member's level; empty without one.</param>
/// <param name="Now">Alliance time.</param>
internal sealed record RewardAsk(
    RewardRow Reward, RewardTerms Terms, ByteString Member, string Level, Timestamp Now)
{
    /// <summary>What the member pays.</summary>
    public MemberPrice Price { get; } = MemberPrice.Of(Terms, Level);

    /// <summary>The limits with what counts them.</summary>
    public IReadOnlyList<(RewardLimit Limit, ByteString Tally)> Limits { get; } =
        RewardTallies.Limits(Reward.Name, Terms, Member, Now);

    /// <summary>What has to be read from the ledger.</summary>
    public IEnumerable<ByteString> Reads => Terms.LimitedStock
        ? [RewardTallies.Stock(Reward.Name), .. Limits.Select(l => l.Tally)]
        : Limits.Select(l => l.Tally);

    /// <summary>Why the member cannot have it; null if it can.</summary>
    /// <param name="shownUnits">The price that the member was shown; 0: none.</param>
    /// <param name="counted">The tallies.</param>
    public Refusal? Refuses(long shownUnits, IReadOnlyDictionary<ByteString, long> counted) =>
        State() ?? LevelMissing() ?? Window() ?? PriceChanged(shownUnits) ?? LimitReached(counted)
        ?? OutOfStock(counted);

    /// <summary>Why the member cannot have it now, as far as the ledger's numbers do not tell: all reasons.</summary>
    /// <param name="counted">The tallies.</param>
    /// <param name="availableUnits">The coins that the member has.</param>
    public IEnumerable<RewardObstacle> Obstacles(
        IReadOnlyDictionary<ByteString, long> counted, long availableUnits)
    {
        if (Reward.State != RewardState.Active)
            yield return RewardObstacle.Paused;
        if (LevelMissing() is not null)
            yield return RewardObstacle.Level;
        if (Window() is not null)
            yield return RewardObstacle.NotOpen;
        if (LimitReached(counted) is not null)
            yield return RewardObstacle.Limit;
        if (OutOfStock(counted) is not null)
            yield return RewardObstacle.Stock;
        if (availableUnits < Price.Units)
            yield return RewardObstacle.Coins;
    }

    private Refusal? State() => Reward.State == RewardState.Active ? null : new Refusal(
        ErrorReason.RewardNotActive, $"{Reward.Name} is {Words(Reward.State)}.").With("state", Words(Reward.State));

    private Refusal? LevelMissing() => Price.Units > 0 ? null : new Refusal(
        ErrorReason.RewardLevelMissing,
        $"{Reward.Name} is for the levels {string.Join(", ", Terms.Levels.Select(l => l.Level))} of {Terms.Program}; "
        + $"the member's is '{Level}'.")
        .With("level", Level);

    private Refusal? Window()
    {
        var now = Now.ToDateTimeOffset();
        if (now < Price.OpenTime)
            return new Refusal(ErrorReason.RewardNotOpen, $"{Reward.Name} opens at {Price.OpenTime:O}.")
                .With("open_time", $"{Price.OpenTime:O}");
        return now >= Reward.CloseTime
            ? new Refusal(ErrorReason.RewardNotOpen, $"{Reward.Name} closed at {Reward.CloseTime:O}.")
                .With("close_time", $"{Reward.CloseTime:O}")
            : null;
    }

    private Refusal? PriceChanged(long shownUnits) => shownUnits == 0 || shownUnits == Price.Units
        ? null
        : new Refusal(
            ErrorReason.RewardPriceChanged, $"{Reward.Name} costs the member {Price.Units}, not {shownUnits}.")
            .With("price_units", Price.Units);

    private Refusal? LimitReached(IReadOnlyDictionary<ByteString, long> counted) =>
        Limits.Where(l => counted[l.Tally] >= l.Limit.AtMost).Select(l => new Refusal(
            ErrorReason.RewardLimitReached,
            $"{Reward.Name} can be redeemed {l.Limit.AtMost} times per {l.Limit.Period}; the member has done so.")
            .With("period", l.Limit.Period).With("at_most", l.Limit.AtMost)).FirstOrDefault();

    private Refusal? OutOfStock(IReadOnlyDictionary<ByteString, long> counted) =>
        Terms.LimitedStock && counted[RewardTallies.Stock(Reward.Name)] < 1
            ? new Refusal(ErrorReason.RewardOutOfStock, $"Nothing is left of {Reward.Name}.").With("stock", 0)
            : null;

    private static string Words(RewardState state) => state.ToString().ToUpperInvariant();
}
