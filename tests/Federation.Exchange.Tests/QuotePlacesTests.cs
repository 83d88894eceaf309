using Xunit;

namespace Federation.Exchange.Tests;

public sealed class QuotePlacesTests
{
    private const int Most = 2;
    private static readonly Guid Ann = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Ben = Guid.Parse("00000000-0000-0000-0000-00000000000b");

    [Fact]
    public void Assign_MoreThanThereIsRoomFor_AreExhausted()
    {
        QuoteRecord[] quotes = [Quote(1, Ann), Quote(2, Ben), Quote(3, Ann), Quote(4, Ann)];

        var stored = QuotePlaces.Assign(quotes, [], Most);

        Assert.Equal(
            [new StoredQuote.Written(), new StoredQuote.Written(), new StoredQuote.Written(), new StoredQuote.Exhausted(2)], stored);
        Assert.Equal([0, 0, 1, null], quotes.Select(q => q.Slot));
    }

    [Fact]
    public void Assign_APlaceWhoseTimeHasPassed_IsTaken()
    {
        var (over, open) = (Quote(1, Ann, slot: 0, age: 60), Quote(2, Ann, slot: 1, age: 59));
        var quote = Quote(3, Ann);

        Assert.Equal([new StoredQuote.Written()], QuotePlaces.Assign([quote], [over, open], Most));
        Assert.Equal((null, 1, 0), (over.Slot, open.Slot, quote.Slot));
    }

    [Fact]
    public void Assign_TheSameRequestAgain_IsTheFirstOne()
    {
        var (before, first) = (Quote(1, Ann, slot: null, age: 1000), Quote(2, Ann));

        var stored = QuotePlaces.Assign([Quote(1, Ann), first, Quote(2, Ann)], [before], Most);

        Assert.Equal([new StoredQuote.Known(before), new StoredQuote.Written(), new StoredQuote.Known(first)], stored);
    }

    private static QuoteRecord Quote(int id, Guid member, int? slot = null, int age = 0) => new()
    {
        Id = new Guid(id, 0, 0, new byte[8]),
        Fingerprint = [],
        TillPartnerId = "birch",
        MemberId = member,
        Slot = slot,
        Detail = [],
        CreateTime = Given.Now - TimeSpan.FromSeconds(age),
        ExpireTime = Given.Now - TimeSpan.FromSeconds(age - 60),
    };
}
