using System.Text;

namespace Federation.Rules.Tests;

/// <summary>Published draws that hold, and that were changed.</summary>
public sealed class DrawCheckTests
{
    private static readonly PublishedDraw Drawn = DrawnWith("the lottery's numbers of 2026-12-01", "3 7 19 22 41 + 8");

    [Fact]
    public void Check_OfWhatWasDrawn_Holds()
    {
        var check = DrawCheck.Of(PublishedDraw.Parse(Drawn.ToJson()));
        Assert.Equal(new DrawCheck(true, true, true, true, true), check);
        Assert.True(check.Proves);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("the lottery's numbers of 2026-12-01", "")]
    [InlineData("", "3 7 19 22 41 + 8")]
    public void Check_WithoutAnAnnouncedPublicValue_HoldsAndDoesNotProve(string name, string value)
    {
        var check = DrawCheck.Of(DrawnWith(name, value));
        Assert.True(check.Holds);
        Assert.False(check.Proves);
    }

    [Fact]
    public void Check_OfAnythingChanged_NamesIt()
    {
        Assert.Equal(
            new DrawCheck(false, true, true, true, true), DrawCheck.Of(Drawn with { Commitment = new byte[32] }));
        Assert.Equal(new DrawCheck(true, false, true, true, true), DrawCheck.Of(Drawn with { Root = new byte[32] }));
        Assert.Equal(
            new DrawCheck(false, true, false, true, true), DrawCheck.Of(Drawn with { Secret = new byte[32] }));
        Assert.Equal(
            new DrawCheck(false, true, false, true, true), DrawCheck.Of(Drawn with { Secret = new byte[31] }));
        Assert.Equal(
            new DrawCheck(true, false, false, true, true),
            DrawCheck.Of(Drawn with { Pseudonyms = [.. Drawn.Pseudonyms, [7]] }));
        Assert.False(DrawCheck.Of(Drawn with { PublicValue = "3 7 19 22 41 + 9" }).WinnersHold);
        Assert.False(DrawCheck.Of(Drawn with { Draw = "partners/aster/draws/winter" }).Holds);
    }

    [Fact]
    public void Check_OfWinnersOutOfOrderOrTooFew_DoesNotHold()
    {
        Assert.False(DrawCheck.Of(Drawn with { Winners = [.. Drawn.Winners.Reverse()] }).WinnersHold);
        Assert.False(DrawCheck.Of(Drawn with { Winners = [.. Drawn.Winners.Skip(1)] }).WinnersHold);
        Assert.False(DrawCheck.Of(Drawn with { Winners = [.. Drawn.Winners.SkipLast(1)] }).WinnersHold);
    }

    [Fact]
    public void Check_OfUnclaimedPrizesGivenToTheNext_Holds()
    {
        var fewer = Drawn with { Prizes = Drawn.Prizes - 1 };
        Assert.True(DrawCheck.Of(fewer).WinnersHold);
        Assert.True(DrawCheck.Of(fewer with { Winners = [.. fewer.Winners.SkipLast(1)] }).WinnersHold);
    }

    /// <summary>Three prizes: the second is claimed at once, the first in the second round, the third never.</summary>
    [Fact]
    public void Check_OfPrizesThatWerePassedOn_RecomputesWhoGotThem()
    {
        var order = Following(Drawn, 6);
        var draw = Drawn with
        {
            Winners = order,
            Rounds =
            [
                new("2026-12-01T00:00:00Z", "2026-12-08T00:00:00Z", [order[1]]),
                new("2026-12-08T00:00:01Z", "2026-12-15T00:00:01Z", [order[3]]),
                new("2026-12-15T00:00:09Z", "2026-12-22T00:00:09Z", []),
            ],
            // The first prize went from the first to the fourth winner.
            Claimed = [order[3], order[1], null],
        };
        Assert.True(DrawCheck.Of(PublishedDraw.Parse(draw.ToJson())).Proves);

        Assert.All(
            [
                draw with { Claimed = [order[1], order[3], null] },
                draw with { Claimed = [] },
                draw with { Rounds = [] },
                draw with { Rounds = [draw.Rounds[1], draw.Rounds[0], draw.Rounds[2]] },
                // The first round is cut short.
                draw with
                {
                    Rounds = [draw.Rounds[0], draw.Rounds[1] with { Start = "2026-12-07T23:59:59Z" }, draw.Rounds[2]],
                },
                // Who was not asked claims.
                draw with { Rounds = [draw.Rounds[0] with { Claimed = [order[5]] }, .. draw.Rounds.Skip(1)] },
                // One more winner than were offered a prize.
                draw with { Winners = Following(Drawn, 7) },
                // A prize that was claimed is passed on.
                draw with { Rounds = [draw.Rounds[0] with { Claimed = [] }, .. draw.Rounds.Skip(1)] },
            ],
            (PublishedDraw changed) => Assert.False(DrawCheck.Of(changed).Holds));
    }

    private static IReadOnlyList<int> Following(PublishedDraw draw, int count)
    {
        var seed = DrawSeeds.SeedOf(
            draw.Draw, draw.Secret, draw.Root, draw.Pseudonyms.Count, draw.PublicValue);
        return [.. DrawWinners.Of(seed, draw.Pseudonyms, draw.WinsPerHolder).Take(count)];
    }

    [Fact]
    public void Check_OfFewerWhoCouldWinThanPrizes_HoldsWithAllOfThem()
    {
        var one = Encoding.ASCII.GetBytes("only holder");
        var draw = DrawnWith("lottery", "3", [one, one, one]);
        Assert.Single(draw.Winners);
        Assert.True(DrawCheck.Of(draw).WinnersHold);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("\"prizes\":3", "\"prizes\":0")]
    [InlineData("\"prizes\":3", "\"prizes\":3,\"prizes\":3")]
    [InlineData("\"prizes\":3", "\"prizes\":3,\"more\":1")]
    [InlineData("\"prizes\":3,", "")]
    [InlineData("\"winsPerHolder\":1", "\"winsPerHolder\":-1")]
    [InlineData("\"pseudonyms\":[", "\"pseudonyms\":[null,")]
    [InlineData("\"publicValue\":\"", "\"publicValue\":\"\\ud800")]
    [InlineData("\"secret\":\"", "\"secret\":\"*")]
    public void Parse_OfWhatIsNoPublishedDraw_IsRefused(string from, string? to = null)
    {
        var json = Drawn.ToJson();
        if (to is not null)
            Assert.Contains(from, json, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => PublishedDraw.Parse(
            to is null ? from : json.Replace(from, to, StringComparison.Ordinal)));
    }

    private static PublishedDraw DrawnWith(string name, string value, IReadOnlyList<byte[]>? tickets = null)
    {
        const string draw = "partners/aster/draws/summer";
        const int prizes = 3;
        tickets ??= [.. Enumerable.Range(0, 20).Select(i => Encoding.ASCII.GetBytes($"holder {i / 2}"))];
        var secret = Enumerable.Range(1, DrawSeeds.SecretBytes).Select(i => (byte)i).ToArray();
        var root = new TicketTree(tickets).Root;
        var seed = DrawSeeds.SeedOf(draw, secret, root, tickets.Count, value);
        return new PublishedDraw(
            draw, prizes, 1, name, DrawSeeds.CommitmentOf(draw, secret), tickets, root, secret, value,
            [.. DrawWinners.Of(seed, tickets, 1).Take(prizes)]);
    }
}
