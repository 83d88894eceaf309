using System.CommandLine;
using Federation.Partners.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation coins</c>: the brands' currencies.</summary>
internal static class CoinsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand("coins", "The brands' coins.")
    {
        Define(globals), LimitGifts(globals), Get(globals), List(globals),
    };

    private static ExampleCommand Define(Globals globals)
    {
        var id = new Argument<string>("id")
        {
            Description = "The coin's id: 2 to 32 of a-z, 0-9 and '-', starting with a letter.",
        };
        var partner = PartnersCommand.Owner();
        var code = new Option<string>("--code")
        {
            Description = "The short code that people see: 2 to 12 of A-Z and 0-9.",
            Required = true,
        };
        var name =
            new Option<string>("--name") { Description = "The name for people, 1 to 100 characters.", Required = true };
        var chinese = new Option<string?>("--name-zh") { Description = "The name in Chinese." };
        var scale =
            new Option<int>("--scale") { Description = "How many decimal places people see: 0 to 9. Default: 0." };
        var grace = new Option<int>("--restore-grace-days")
        {
            Description = "For how many days coins live on that come back after they expired: 0 to 365. Default: 0.",
        };
        var gifts = Gifts(required: false);
        var zone = GiftZone();
        var expiry = new ExpiryOptions();
        var command = expiry.AddTo(new ExampleCommand(
            "define", "Defines a coin. Its id, scale and rule of expiry cannot be changed.",
            "coins define elder --partner elder --code ELDER --name \"Elder leaves\" --expires-days 365",
            "coins define elder-gold --partner elder --code ELDGOLD --name \"Elder gold\" --expires-on 03-31 09-30 "
                + "--time-zone Europe/London")
        {
            id, partner, code, name, chinese, scale, grace, gifts, zone,
        });
        globals.Run(command, PartnersCommand.AdminOr(partner), async (session, parse, cancel) =>
        {
            var response = await session.Client.Coins.DefineCoinAsync(new DefineCoinRequest
            {
                RequestId = session.RequestId,
                CoinId = parse.GetValue(id),
                Partner = PartnersCommand.NameOf(parse.GetValue(partner)!),
                DisplayCode = parse.GetValue(code),
                DisplayName = parse.GetValue(name),
                DisplayNameZh = parse.GetValue(chinese) ?? "",
                Scale = parse.GetValue(scale),
                RestoreGraceDays = parse.GetValue(grace),
                Expiry = expiry.RuleOf(parse),
                GiftLimit = parse.GetValue(gifts) is > 0 and var most
                    ? new GiftLimit { GiftsPerDay = most, TimeZone = parse.GetValue(zone) ?? "" } : null,
            }, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Coin]));
        });
        return command;
    }

    private static ExampleCommand LimitGifts(Globals globals)
    {
        var coin = Arguments.Coin();
        var (partner, gifts, zone) = (PartnersCommand.Owner(), Gifts(required: true), GiftZone());
        var command = new ExampleCommand(
            "limit-gifts", "Says how many gifts of a coin one member may give a day.",
            "coins limit-gifts aster --partner aster --gifts-per-day 3 --gift-time-zone Asia/Shanghai",
            "coins limit-gifts aster --partner aster --gifts-per-day 0")
        {
            coin, partner, gifts, zone,
        };
        globals.Run(command, PartnersCommand.AdminOr(partner), async (session, parse, cancel) =>
        {
            var response = await session.Client.Coins.UpdateCoinAsync(new UpdateCoinRequest
            {
                RequestId = session.RequestId,
                Name = ResourceText.Coin(parse.GetValue(coin)!),
                GiftLimit = new GiftLimit
                {
                    GiftsPerDay = parse.GetValue(gifts),
                    TimeZone = parse.GetValue(zone) ?? "",
                },
            }, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Coin]));
        });
        return command;
    }

    private static Option<int> Gifts(bool required) => new("--gifts-per-day")
    {
        Description = "How many gifts one member may give a day: 1 to 1,000; 0: as many as it likes.",
        HelpName = "N",
        Required = required,
    };

    private static Option<string?> GiftZone() => new("--gift-time-zone")
    {
        Description = "Where the days of gifts begin, for instance Asia/Shanghai. Default: UTC.",
        HelpName = "ZONE",
    };

    private static ExampleCommand Get(Globals globals)
    {
        var coin = Arguments.Coin();
        var command = new ExampleCommand("get", "Shows a coin.", "coins get aster") { coin };
        globals.Run(command, PartnersCommand.Anyone, async (session, parse, cancel) =>
        {
            var request = new GetCoinRequest { Name = ResourceText.Coin(parse.GetValue(coin)!) };
            var response = await session.Client.Coins.GetCoinAsync(request, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Coin]));
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var limit = Globals.Limit();
        var partner = new Option<string?>("--partner") { Description = "Only this brand's coins: its id." };
        var command = new ExampleCommand("list", "Lists the coins, by id.", "coins list", "coins list --partner aster")
        {
            partner, limit,
        };
        globals.Run(command, PartnersCommand.Anyone, async (session, parse, cancel) =>
        {
            var owner = parse.GetValue(partner) is { } given ? PartnersCommand.NameOf(given) : "";
            var coins = session.Client.Coins;
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) => coins.ListCoinsAsync(
                new ListCoinsRequest { Partner = owner, PageSize = size, PageToken = token },
                cancellationToken: cancel));
            return session.Show(found, TableOf(found.Coins));
        });
        return command;
    }

    private static Table TableOf(IEnumerable<Coin> coins)
    {
        var table =
            Tables.Of(
                "coin", "brand", "code", "#decimals", "name", "Chinese name", "expires", "#grace days", "gifts a day",
                "since");
        foreach (var c in coins)
            table.Row(c.Name, c.Partner, c.DisplayCode, c.Scale, c.DisplayName, c.DisplayNameZh,
                ExpiryOptions.Words(c.Expiry), c.RestoreGraceDays, GiftWords(c.GiftLimit), c.CreateTime);
        return table;
    }

    private static string GiftWords(GiftLimit? limit) => limit switch
    {
        null => "any",
        { TimeZone: "" } => $"{limit.GiftsPerDay}",
        _ => $"{limit.GiftsPerDay}, {limit.TimeZone}",
    };
}
