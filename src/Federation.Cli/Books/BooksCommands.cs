using System.CommandLine;
using Federation.Client;
using Federation.Ledger.V1;
using Federation.Partners.V1;

namespace Federation.Cli;

/// <summary>What the books say: <c>books check</c>, <c>books totals</c>, <c>positions</c>.</summary>
internal static class BooksCommands
{
    private const int MostCoins = 1000;

    public static Command Books(Globals globals) =>
        new ExampleCommand("books", "Checks, sums and exports the books.")
        {
            Check(globals), OfflineBooksCommands.Export(globals), Totals(globals), SweepCommand.Build(globals),
        };

    public static Command Positions(Globals globals)
    {
        var command = new ExampleCommand(
            "positions", "Shows the positions in settlement money: who owes, and who is owed.", "positions",
            "positions --as aster");
        globals.Run(command, "admin", async (session, _, cancel) =>
        {
            var response =
                await session.Client.Ledger.ListPositionsAsync(new ListPositionsRequest(), cancellationToken: cancel);
            var money = await session.MoneyAsync(cancel);
            var table = Tables.Of("account", "currency", "#amount");
            foreach (var p in response.Positions)
                table.Row(p.Account, p.Currency, money.Cell(p.Units));
            return session.Show(response, table);
        });
        return command;
    }

    private static ExampleCommand Check(Globals globals)
    {
        var (fromGroup, toGroup, database) =
            (CheckStream.FromGroup(), CheckStream.ToGroup(), OfflineBooksCommands.Database());
        var command = new ExampleCommand(
            "check",
            "Re-derives everything from the entries, and shows each step. Exit code 1 where something differs. With "
            + "--database without the "
            + "alliance, which may run meanwhile: the database is only read.",
            "books check", "books check --from-group 1000 --to-group 2000", "books check --database sqlite:data")
        { fromGroup, toGroup, database };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var (first, last) = (parse.GetValue(fromGroup), parse.GetValue(toGroup));
            var check = parse.GetValue(database) is { } name
                ? await OfflineBooksCommands.CheckAsync(session, name, first, last, cancel)
                : await CheckStream.RunAsync(session, first, last, cancel);
            var table = Tables.Of(
                "books", "#journals", "#entries", "#wallets", "#group", "#log size", "differs", "#expected", "#found");
            if (check.Discrepancies.Count == 0)
                table.Row(
                    check.Balanced ? "balanced"
                    : "not balanced", check.Journals, check.Entries, check.Wallets, check.GroupNumber,
                    check.LogSize);
            foreach (var d in check.Discrepancies)
                table.Row(
                    "not balanced", check.Journals, check.Entries, check.Wallets, check.GroupNumber, check.LogSize,
                    $"{d.Check}: {d.Subject}", d.ExpectedUnits, d.FoundUnits);
            session.Show(check, table);
            return check.Balanced ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static ExampleCommand Totals(Globals globals)
    {
        var coins = new Argument<string[]>("coins")
        {
            Description = "The coins, by id; all where left out.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new ExampleCommand(
            "totals", "Shows what was booked for each coin in all.", "books totals", "books totals aster birch")
        {
            coins,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var names = parse.GetValue(coins) is { Length: > 0 } given
                ? given.Select(ResourceText.Coin).ToList()
                : await CoinsAsync(session.Client, cancel);
            var table =
                Tables.Of("coin", "#earned", "#redeemed", "#exchanged out", "#exchanged in", "#clawed back", "#owed",
                "#paid off", "#expired", "#adjusted", "#outstanding", "#held");
            var totals = new List<CoinTotals>();
            foreach (var name in names)
                totals.Add((await session.Client.Ledger.GetCoinTotalsAsync(
                    new GetCoinTotalsRequest { Coin = name }, cancellationToken: cancel)).Totals);
            foreach (var t in totals)
                table.Row(
                    t.Coin, t.EarnedUnits, t.RedeemedUnits, t.ExchangedOutUnits, t.ExchangedInUnits, t.ClawedBackUnits,
                    t.ReceivableOpenUnits, t.ReceivablePaidUnits, t.ExpiredUnits, t.AdjustedUnits, t.OutstandingUnits,
                    t.HeldUnits);
            return session.ShowAll(totals, table);
        });
        return command;
    }

    private static async Task<List<string>> CoinsAsync(FederationClient client, CancellationToken cancel)
    {
        var found = await Pages.ReadAsync(MostCoins, (size, token) => client.Coins.ListCoinsAsync(
            new ListCoinsRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
        return [.. found.Coins.Select(c => c.Name)];
    }
}
