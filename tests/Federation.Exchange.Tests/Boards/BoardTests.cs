using Federation.Hosting;

namespace Federation.Exchange.Tests;

public class BoardTests
{
    private static readonly DateTimeOffset Start = Given.Now;

    // minute -> board in force (0: none)
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(19, 2)]
    [InlineData(20, 3)]
    [InlineData(29, 3)]
    [InlineData(30, 1)]
    [InlineData(10_000, 1)]
    public void Book_InForceAt_IsTheLastUpToThenAndTheLatestOfEqualTimes(int minute, long number)
    {
        // Board 1; then 2; then 2 and at the same instant 3; then 1 again. Told in two parts, out of order.
        var book = BoardBook.Empty
            .With([At(2, 2, 10), At(1, 1, 0)], [Board(1), Board(2)])
            .With([At(4, 3, 20), At(3, 2, 20), At(5, 1, 30)], [Board(2), Board(3)]);

        Assert.Equal(number, book.InForceAt(Start.AddMinutes(minute))?.Number ?? 0);
        Assert.Equal(5, book.LastSequence);
    }

    [Fact]
    public void Book_Empty_HasNothingInForce()
    {
        Assert.Null(BoardBook.Empty.InForceAt(DateTimeOffset.MaxValue));
        Assert.Equal(0, BoardBook.Empty.LastSequence);
    }

    // asked, latest: minutes from now (null: none) -> minutes and seconds from now, or refused
    [Theory]
    [InlineData(true, null, null, 0)]
    [InlineData(true, null, -60, 0)]
    [InlineData(true, null, 0, 0)]
    [InlineData(true, null, 1, null)]
    [InlineData(true, 0, 0, null)]
    [InlineData(true, 60, 0, 60)]
    [InlineData(true, -1, null, null)]
    [InlineData(false, null, null, 5)]
    [InlineData(false, null, 5, null)]
    [InlineData(false, null, 6, null)]
    [InlineData(false, 0, null, 0)]
    [InlineData(false, 30, 30, null)]
    [InlineData(false, 31, 30, 31)]
    public void PublicationTime_For_IsNowOrLaterAndAfterTheLatest(bool sandbox, int? asked, int? latest, int? expected)
    {
        DateTimeOffset? At(int? seconds) => seconds is { } s ? Start.AddSeconds(s) : null;
        DateTimeOffset For() => PublicationTime.For(At(asked), Start, At(latest), sandbox);

        if (expected is null)
            Assert.Equal("publish_time", Assert.Throws<RefusalException>(() => For()).Refusal.Fields[0].Field);
        else
            Assert.Equal(At(expected), For());
    }

    [Theory]
    [InlineData("boards/1", 1)]
    [InlineData("boards/999999999999999999", 999_999_999_999_999_999)]
    [InlineData("boards/0", 0)]
    [InlineData("boards/01", 0)]
    [InlineData("boards/-1", 0)]
    [InlineData("boards/", 0)]
    [InlineData("boards/1x", 0)]
    [InlineData("boards/9999999999999999999", 0)]
    [InlineData("board/1", 0)]
    public void Names_TryRead_TakesPlainNumbersOnly(string name, long number)
    {
        Assert.Equal(number > 0, BoardNames.TryRead(name, out var read));
        if (number > 0)
            Assert.Equal(name, BoardNames.Of(read));
    }

    private static Publication At(long sequence, long board, int minute) =>
        new(sequence, board, Start.AddMinutes(minute));

    // since -> when board 1, published at hours 1 and 2, is replaced by board 2 of hour 3
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    public void ReplacedAt_IsTheFirstTimeAtWhichAnotherBoardIsInForce(int since, int expected)
    {
        var start = Given.Now;
        var book = BoardBook.Empty.With(
            [
                new Publication(1, 1, start.AddHours(1)), new Publication(2, 1, start.AddHours(2)),
                new Publication(3, 2, start.AddHours(3)),
            ], [Board(1), Board(2)]);
        Assert.Equal(start.AddHours(expected), book.ReplacedAt(1, start.AddHours(since)));
    }

    [Fact]
    public void ReplacedAt_OfWhatNothingFollows_IsNever()
    {
        var start = Given.Now;
        // The slip at hour 5 was put right for the same time.
        var book = BoardBook.Empty.With(
            [new Publication(1, 1, start), new Publication(2, 2, start.AddHours(5)),
                new Publication(3, 1, start.AddHours(5))],
            [Board(1), Board(2)]);
        Assert.Null(book.ReplacedAt(1, start.AddHours(1)));
    }

    private static RateBoard Board(long number) => new(number, Given.Currency, default, []);
}
