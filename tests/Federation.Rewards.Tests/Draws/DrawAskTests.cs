using Federation.Errors.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards.Tests;

/// <summary>Who may have tickets, in the documented order.</summary>
public sealed class DrawAskTests
{
    private const string Ann = "members/0194f3a0-0000-7000-8000-000000000001";
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 20, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds to the opening and to the closing, the draw's tally, the member's, and the refusal.</summary>
    public static TheoryData<string, int, int, long, long, ErrorReason?> Rows => new()
    {
        { "all is well", -9, 9, 7, 0, null },
        { "opens now", 0, 9, 0, 0, null },
        { "opens in a second", 1, 9, 0, 0, ErrorReason.DrawNotOpen },
        { "closes in a second", -9, 1, 0, 0, null },
        { "closes now", -9, 0, 0, 0, ErrorReason.DrawNotOpen },
        { "was closed in the books", -9, 9, DrawTallies.Closed, 0, ErrorReason.DrawNotOpen },
        { "was closed with tickets", -9, 9, DrawTallies.Closed + 7, 0, ErrorReason.DrawNotOpen },
        { "the last tickets of the member", -9, 9, 7, 3, null },
        { "one more than a member can have", -9, 9, 7, 4, ErrorReason.DrawTicketsReached },
        { "the last tickets of the draw", -9, 9, DrawTallies.MaximumTickets - 2, 0, null },
        { "one more than a draw can have", -9, 9, DrawTallies.MaximumTickets - 1, 0, ErrorReason.DrawFull },
        { "closed comes before the member's limit", -9, 0, 7, 4, ErrorReason.DrawNotOpen },
        { "the member's limit comes before the draw's", -9, 9, DrawTallies.MaximumTickets, 5,
            ErrorReason.DrawTicketsReached },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Ask_ForTwoOfFiveTickets_IsRefusedByTheFirstThatDoesNotHold(
        string row, int opens, int closes, long all, long own, ErrorReason? refusal)
    {
        var ask = new DrawAsk(Row(), Terms(opens, closes), Ann, 2);
        Assert.True(ask.Refuses(Now, all, own)?.Reason == refusal, row);
    }

    [Fact]
    public void State_IsReadFromTheTally()
    {
        Assert.Equal((false, 5), (DrawTallies.IsClosed(5), DrawTallies.CountOf(5)));
        var closed = DrawTallies.Closed + 5;
        Assert.Equal((true, 5), (DrawTallies.IsClosed(closed), DrawTallies.CountOf(closed)));
    }

    private static DrawTerms Terms(int opens, int closes) => new()
    {
        TicketsPerMember = 5,
        OpenTime = Now.AddSeconds(opens).ToTimestamp(),
        CloseTime = Now.AddSeconds(closes).ToTimestamp(),
    };

    private static DrawRow Row() => new()
    {
        PartnerId = "aster",
        Id = "spring",
        Token = Guid.NewGuid(),
        State = DrawState.Open,
        Terms = new DrawTerms().ToByteArray(),
        Commitment = new byte[32],
        Secret = [],
        CreateTime = Now,
    };
}
