using System.CommandLine;
using Federation.Ledger.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation wallets</c>: what members hold.</summary>
internal static class WalletsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand("wallets", "What a brand's members hold; --as names the brand.")
    {
        List(globals), Get(globals), Entries(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var member = MembersCommand.MemberArgument();
        var command = new ExampleCommand("list", "Lists a member's wallets in the brand's coins.", "wallets list 17850 --as aster")
        {
            member,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var name = await MembersCommand.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Ledger.ListWalletsAsync(new ListWalletsRequest { Parent = name }, cancellationToken: cancel);
            return session.Show(response, TableOf(response.Wallets));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var (member, coin) = (MembersCommand.MemberArgument(), CoinArgument());
        var command = new ExampleCommand("get", "Shows one wallet.", "wallets get 17850 aster --as aster")
        {
            member, coin,
        };
        globals.Run(command, parse => parse.GetValue(coin)!.Split('/')[^1], async (session, parse, cancel) =>
        {
            var name = await WalletAsync(session, parse.GetValue(member)!, parse.GetValue(coin)!, cancel);
            var response = await session.Client.Ledger.GetWalletAsync(new GetWalletRequest { Name = name }, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Wallet]));
        });
        return command;
    }

    private static ExampleCommand Entries(Globals globals)
    {
        var (member, coin, limit) = (MembersCommand.MemberArgument(), CoinArgument(), Globals.Limit());
        var command = new ExampleCommand(
            "entries", "Shows a wallet's statement, oldest first.", "wallets entries 17850 aster --as aster --limit 20")
        {
            member, coin, limit,
        };
        globals.Run(command, parse => parse.GetValue(coin)!.Split('/')[^1], async (session, parse, cancel) =>
        {
            var name = await WalletAsync(session, parse.GetValue(member)!, parse.GetValue(coin)!, cancel);
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) => session.Client.Ledger.ListEntriesAsync(
                new ListEntriesRequest { Parent = name, PageSize = size, PageToken = token }, cancellationToken: cancel));
            var table = Tables.Of("#version", "time", "kind", "account", "#units", "#balance", "reference", "journal");
            foreach (var line in found.Lines)
                table.Row(line.Entry.Version, line.CreateTime, line.Kind, line.Entry.Kind, line.Entry.Units,
                    line.Entry.BalanceAfterUnits, line.ExternalReference, line.Journal);
            return session.Show(found, table);
        });
        return command;
    }

    private static Argument<string> CoinArgument() => new("coin") { Description = "The coin: its id, for instance aster." };

    private static async Task<string> WalletAsync(Session session, string member, string coin, CancellationToken cancel)
    {
        var name = await MembersCommand.ResolveAsync(session.Client, member, cancel);
        return $"{name}/wallets/{(coin.StartsWith("coins/", StringComparison.Ordinal) ? coin[6..] : coin)}";
    }

    private static Table TableOf(IEnumerable<Wallet> wallets)
    {
        var table = Tables.Of("wallet", "#balance", "#available", "#owed", "#version", "state", "last entry");
        foreach (var w in wallets)
            table.Row(w.Name, w.BalanceUnits, w.AvailableUnits, w.ReceivableUnits, w.Version, w.State, w.UpdateTime);
        return table;
    }
}
