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

        var stored = QuotePlaces.Assign(quotes, [], Most, Most);

        Assert.Equal(
            [
                new StoredQuote.Written(), new StoredQuote.Written(), new StoredQuote.Written(),
                new StoredQuote.Exhausted(2, "birch", Given.Now.AddSeconds(60)),
            ], stored);
        Assert.Equal([0, 0, 1, null], quotes.Select(q => q.Slot));
    }

    [Fact]
    public void Assign_APlaceWhoseTimeHasPassed_IsTaken()
    {
        var (over, open) = (Quote(1, Ann, slot: 0, age: 60), Quote(2, Ann, slot: 1, age: 59));
        var quote = Quote(3, Ann);

        Assert.Equal([new StoredQuote.Written()], QuotePlaces.Assign([quote], [over, open], Most, Most));
        Assert.Equal((null, 1, 0), (over.Slot, open.Slot, quote.Slot));
    }

    [Fact]
    public void Assign_TheSameRequestAgain_IsTheFirstOne()
    {
        var (before, first) = (Quote(1, Ann, slot: null, age: 1000), Quote(2, Ann));

        var stored = QuotePlaces.Assign([Quote(1, Ann), first, Quote(2, Ann)], [before], Most, Most);

        Assert.Equal([new StoredQuote.Known(before), new StoredQuote.Written(), new StoredQuote.Known(first)], stored);
    }

    [Fact]
    public void Assign_OneBrandsPlacesTaken_LeavesTheOthersTheirs()
    {
        QuoteRecord[] quotes =
        [
            Quote(1, Ann), Quote(2, Ann), Quote(3, Ann), Quote(4, Ann, till: "cedar"), Quote(5, Ann, till: "dune"),
            Quote(6, Ben),
        ];

        var stored = QuotePlaces.Assign(quotes, [], most: 3, mostPerMerchant: 2);

        var end = Given.Now.AddSeconds(60);
        Assert.Equal(
            [
                new StoredQuote.Written(), new StoredQuote.Written(), new StoredQuote.Exhausted(2, "birch", end),
                new StoredQuote.Written(),
                new StoredQuote.Exhausted(3, null, end), new StoredQuote.Written(),
            ], stored);
        Assert.Equal(
            [(0, 0), (1, 1), (null, null), (2, 0), (null, null), (0, 0)], quotes.Select(q => (q.Slot, q.MerchantSlot)));
    }

    [Fact]
    public void Assign_Exhausted_SaysWhenTheFirstPlaceIsFree()
    {
        QuoteRecord[] open = [Quote(1, Ann, slot: 0, age: 10), Quote(2, Ann, slot: 1, age: 45)];

        Assert.Equal(
            [new StoredQuote.Exhausted(2, "birch", Given.Now.AddSeconds(15))],
            QuotePlaces.Assign([Quote(3, Ann)], open, most: 9, mostPerMerchant: 2));
    }

    private static QuoteRecord Quote(int id, Guid member, int? slot = null, int age = 0, string till = "birch") => new()
    {
        Id = new Guid(id, 0, 0, new byte[8]),
        Fingerprint = [],
        MerchantPartnerId = till,
        MemberId = member,
        Slot = slot,
        MerchantSlot = slot,
        Detail = [],
        CreateTime = Given.Now - TimeSpan.FromSeconds(age),
        ExpireTime = Given.Now - TimeSpan.FromSeconds(age - 60),
    };
}
