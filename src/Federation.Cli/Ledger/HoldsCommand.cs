using System.CommandLine;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary><c>federation holds</c>: coins that are set aside.</summary>
internal static class HoldsCommand
{
    public static Command Build(Globals globals) =>
        new ExampleCommand("holds", "Coins that are set aside; --as names the brand.")
    {
        List(globals), Get(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var (member, coin) = (MemberArguments.Member(), Arguments.Coin());
        var command = new ExampleCommand(
            "list", "Lists a wallet's open holds, oldest first.", "holds list 17850 aster") { member, coin };
        globals.Run(command, Arguments.IssuerOf(coin), async (session, parse, cancel) =>
        {
            var name = await WalletsCommand.WalletAsync(session, parse, member, coin, cancel);
            var response = await session.Client.Ledger.ListHoldsAsync(
                new ListHoldsRequest { Parent = name }, cancellationToken: cancel);
            return session.Show(response, LotTables.Holds(response.Holds));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var hold = LedgerVerbs.HoldArgument();
        var command = new ExampleCommand(
            "get", "Shows a hold.", "holds get holds/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster") { hold };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var request = new GetHoldRequest { Name = ResourceText.Hold(parse.GetValue(hold)!) };
            var response = await session.Client.Ledger.GetHoldAsync(request, cancellationToken: cancel);
            return session.Show(response, LotTables.Holds([response.Hold]));
        });
        return command;
    }
}
