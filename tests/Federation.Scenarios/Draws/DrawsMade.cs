using Federation.Client;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>Draws of a brand for scenarios.</summary>
internal static class DrawsMade
{
    /// <summary>Three prizes of two kinds, one a member; it closes an hour from now.</summary>
    public static DrawTerms Terms(string brand, long price, DateTimeOffset closes) => new()
    {
        Title = new LocalizedText { En = "Spring draw", ZhCn = "春季抽奖" },
        Prizes =
        {
            new DrawPrize { Title = new LocalizedText { En = "A bicycle" }, Count = 1 },
            new DrawPrize { Title = new LocalizedText { En = "A bell" }, Count = 2 },
        },
        WinsPerHolder = 1,
        Coin = price > 0 ? "coins/" + brand : "",
        PriceUnits = price,
        TicketsPerMember = 5,
        CloseTime = closes.ToTimestamp(),
        PublicValueName = "the Dow Jones industrial average, close of 4 May 2026, as printed in the Ledger",
    };

    public static async Task<DateTimeOffset> NowAsync(FederationClient brand) =>
        (await brand.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();

    /// <summary>An open draw that closes an hour from now; its name.</summary>
    public static async Task<string> OpenAsync(
        FederationClient brand, string id, string partner, long price, Action<DrawTerms>? change = null)
    {
        var terms = Terms(partner, price, (await NowAsync(brand)).AddHours(1));
        change?.Invoke(terms);
        return (await brand.Draws.CreateDrawAsync(Creating(partner, id, terms))).Draw.Name;
    }

    /// <summary>Open draws that cost nothing and whose closing time has come, with the clock moved by a second; their
    /// names.</summary>
    public static async Task<List<string>> OverAsync(
        Alliance alliance, FederationClient brand, string partner, string[] ids)
    {
        var closes = await NowAsync(brand) + TimeSpan.FromSeconds(1);
        var names = new List<string>();
        foreach (var id in ids)
            names.Add(await OpenAsync(brand, id, partner, 0, t => t.CloseTime = closes.ToTimestamp()));
        await PassAsync(alliance, TimeSpan.FromSeconds(1));
        return names;
    }

    public static CreateDrawRequest Creating(string partner, string id, DrawTerms terms) =>
        new() { RequestId = RequestIds.New(), Parent = "partners/" + partner, DrawId = id, Terms = terms };

    public static EnterDrawRequest Entering(string draw, string member, int tickets = 1) =>
        new() { RequestId = RequestIds.New(), Name = draw, Member = member, Tickets = tickets };

    public static ClaimPrizeRequest Claiming(string draw, string member, int place) =>
        new() { RequestId = RequestIds.New(), Name = draw, Member = member, Place = place };

    /// <summary>Closes and draws a draw whose closing time has come.</summary>
    public static async Task DrawAsync(FederationClient first, FederationClient second, string draw)
    {
        await first.Draws.CloseDrawAsync(Closing(draw));
        await first.Draws.ProposeRevealAsync(Proposing(draw, "41,250.50"));
        await second.Draws.RevealDrawAsync(Revealing(draw, "41,250.50"));
    }

    public static CloseDrawRequest Closing(string draw) => new() { RequestId = RequestIds.New(), Name = draw };

    public static CancelDrawRequest Cancelling(string draw) =>
        new() { RequestId = RequestIds.New(), Name = draw, Reason = "storm" };

    public static ProposeRevealRequest Proposing(string draw, string value) =>
        new() { RequestId = RequestIds.New(), Name = draw, PublicValue = value };

    public static RevealDrawRequest Revealing(string draw, string value) =>
        new() { RequestId = RequestIds.New(), Name = draw, PublicValue = value };

    /// <summary>Moves the clock of the sandbox beyond the closing time.</summary>
    public static async Task PassAsync(Alliance alliance, TimeSpan time)
    {
        var then = await NowAsync(alliance.Admin) + time;
        await alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = then.ToTimestamp() });
    }

    /// <summary>What is published of a drawn draw, in pages of three.</summary>
    public static async Task<PublishedDraw> PublishedAsync(FederationClient reader, string name)
    {
        var draw = (await reader.Draws.GetDrawAsync(new() { Name = name })).Draw;
        var (pseudonyms, winners) = (new List<byte[]>(), new List<DrawWinner>());
        for (var token = ""; ;)
        {
            var page = await reader.Draws.ListTicketsAsync(new() { Name = name, PageSize = 3, PageToken = token });
            Assert.Equal(
                Enumerable.Range(pseudonyms.Count, page.Tickets.Count).Select(n => (long)n),
                page.Tickets.Select(t => t.Number));
            pseudonyms.AddRange(page.Tickets.Select(t => t.Pseudonym.ToByteArray()));
            if ((token = page.NextPageToken).Length == 0)
                break;
        }
        for (var token = ""; ;)
        {
            var page = await reader.Draws.ListWinnersAsync(new() { Name = name, PageSize = 2, PageToken = token });
            winners.AddRange(page.Winners);
            if ((token = page.NextPageToken).Length == 0)
                break;
        }
        return new PublishedDraw(
            draw.Name, draw.Terms.Prizes.Sum(p => p.Count), draw.Terms.WinsPerHolder, draw.Terms.PublicValueName,
            draw.Commitment.ToByteArray(), pseudonyms, draw.Root.ToByteArray(), draw.Secret.ToByteArray(),
            draw.PublicValue, [.. winners.Select(w => (int)w.Ticket.Number)])
        {
            Rounds =
            [
                .. draw.Rounds.Select((round, i) => new PublishedRound(
                    $"{round.StartTime.ToDateTimeOffset():O}", $"{round.EndTime.ToDateTimeOffset():O}",
                    [.. winners.Where(w => w.Round == i + 1 && w.ClaimTime is not null)
                        .Select(w => (int)w.Ticket.Number)])),
            ],
            Claimed = draw.Rounds.Count == 0 ? [] :
            [
                .. Enumerable.Range(1, draw.Terms.Prizes.Sum(p => p.Count)).Select(place =>
                    (int?)winners.Find(w => w.Place == place && w.ClaimTime is not null)?.Ticket.Number),
            ],
        };
    }
}
