using Federation.Errors.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards.Tests;

/// <summary>Who may have a reward: the rows of the table in docs/rewards.md, in their order.</summary>
public sealed class RewardAskTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 20, 0, 0, TimeSpan.Zero);
    private static readonly RewardId Cup = new("aster", "cup");
    private static readonly ByteString Ann = ByteString.CopyFrom(Enumerable.Repeat((byte)7, 16).ToArray());

    /// <summary>What is changed, the member's level, the price shown, how much is counted, and the refusal.</summary>
    public static TheoryData<string, Action<RewardTerms>, RewardState, string, long, long, ErrorReason?> Rows => new()
    {
        { "all is well", _ => { }, RewardState.Active, "", 0, 0, null },
        { "the price that was shown", _ => { }, RewardState.Active, "", 300, 0, null },
        { "paused", _ => { }, RewardState.Paused, "", 0, 0, ErrorReason.RewardNotActive },
        { "ended", _ => { }, RewardState.Ended, "", 0, 0, ErrorReason.RewardNotActive },
        { "a draft", _ => { }, RewardState.Draft, "", 0, 0, ErrorReason.RewardNotActive },
        { "for gold alone", t => t.PriceUnits = 0, RewardState.Active, "silver", 0, 0, ErrorReason.RewardLevelMissing },
        { "for gold, to gold", t => t.PriceUnits = 0, RewardState.Active, "gold", 200, 0, null },
        { "the price of another level", _ => { }, RewardState.Active, "gold", 300, 0, ErrorReason.RewardPriceChanged },
        { "opens now", t => t.FromTime = At(0), RewardState.Active, "", 0, 0, null },
        { "opens in a second", t => t.FromTime = At(1), RewardState.Active, "", 0, 0, ErrorReason.RewardNotOpen },
        { "opens for gold before", t => (t.FromTime, t.Levels[0].FromTime) = (At(9), At(-1)), RewardState.Active,
            "gold", 0, 0, null },
        { "closes in a second", t => t.ToTime = At(1), RewardState.Active, "", 0, 0, null },
        { "closes now", t => t.ToTime = At(0), RewardState.Active, "", 0, 0, ErrorReason.RewardNotOpen },
        { "one less than the limit", t => Limit(t, 3), RewardState.Active, "", 0, 2, null },
        { "at the limit", t => Limit(t, 3), RewardState.Active, "", 0, 3, ErrorReason.RewardLimitReached },
        { "the last piece", t => t.LimitedStock = true, RewardState.Active, "", 0, 1, null },
        { "no piece", t => t.LimitedStock = true, RewardState.Active, "", 0, 0, ErrorReason.RewardOutOfStock },
        { "paused comes before closed", t => t.ToTime = At(0), RewardState.Paused, "", 1, 0,
            ErrorReason.RewardNotActive },
        { "closed comes before the price", t => t.ToTime = At(0), RewardState.Active, "", 1, 0,
            ErrorReason.RewardNotOpen },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Ask_IsRefusedByTheFirstThatDoesNotHold(
        string row, Action<RewardTerms> change, RewardState state, string level, long shown, long counted,
        ErrorReason? refusal)
    {
        var terms = Terms();
        change(terms);
        var ask = Ask(terms, state, level);
        var numbers = ask.Reads.ToDictionary(tally => tally, _ => counted);
        Assert.Equal((row, refusal), (row, ask.Refuses(shown, numbers)?.Reason));
    }

    /// <summary>A member is told all that is in the way.</summary>
    [Fact]
    public void Obstacles_AreAllThatThereAre()
    {
        var terms = Terms();
        (terms.FromTime, terms.LimitedStock) = (At(5), true);
        Limit(terms, 1);
        var ask = Ask(terms, RewardState.Paused, "");
        var counted = ask.Reads.ToDictionary(tally => tally, _ => 0L);
        counted[ask.Limits[0].Tally] = 1;
        Assert.Equal(
            [RewardObstacle.Paused, RewardObstacle.NotOpen, RewardObstacle.Limit, RewardObstacle.Stock,
                RewardObstacle.Coins],
            ask.Obstacles(counted, 299));
    }

    /// <summary>Limits begin anew with their period in the reward's time zone, and for another member.</summary>
    [Fact]
    public void Limits_AreOfAMemberAndAPeriod()
    {
        var terms = Terms();
        terms.TimeZone = "Asia/Shanghai";
        Limit(terms, 1, Period.Day);
        // Eight hours ahead: the fourth of May there, and an hour later too.
        var tally = TallyAt(terms, Ann, Now);
        Assert.Equal(tally, TallyAt(terms, Ann, Now.AddHours(19)));
        Assert.NotEqual(tally, TallyAt(terms, Ann, Now.AddHours(20)));
        Assert.NotEqual(tally, TallyAt(terms, Ann, Now.AddHours(-4).AddSeconds(-1)));
        Assert.Equal(tally, TallyAt(terms, Ann, Now.AddHours(-4)));
        Assert.NotEqual(tally, TallyAt(terms, ByteString.CopyFrom(new byte[16]), Now));
        terms.Limits[0].Period = Period.Ever;
        Assert.Equal(TallyAt(terms, Ann, Now), TallyAt(terms, Ann, Now.AddDays(9000)));
        Assert.NotEqual(tally, TallyAt(terms, Ann, Now));
    }

    private static ByteString TallyAt(RewardTerms terms, ByteString member, DateTimeOffset time) =>
        RewardTallies.Limits(Cup, terms, member, time.ToTimestamp())[0].Tally;

    private static RewardTerms Terms() => new()
    {
        Coin = "coins/aster",
        PriceUnits = 300,
        Levels = { new RewardLevel { Level = "gold", PriceUnits = 200 } },
    };

    private static void Limit(RewardTerms terms, long atMost, Period period = Period.Ever) =>
        terms.Limits.Add(new RewardLimit { Period = period, AtMost = atMost });

    private static Timestamp At(int seconds) => Now.AddSeconds(seconds).ToTimestamp();

    private static RewardAsk Ask(RewardTerms terms, RewardState state, string level) => new(
        new RewardRow
        {
            PartnerId = Cup.PartnerId,
            Id = Cup.Id,
            State = state,
            Revision = 1,
            Terms = terms.ToByteArray(),
            CloseTime = terms.ToTime?.ToDateTimeOffset(),
            Cause = null,
            CreateTime = Now,
            UpdateTime = Now,
        },
        terms, Ann, level, Now.ToTimestamp());
}
