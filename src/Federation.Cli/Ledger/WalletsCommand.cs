using System.CommandLine;
using System.Globalization;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation wallets</c>: what members hold.</summary>
internal static class WalletsCommand
{
    public static Command Build(Globals globals) =>
        new ExampleCommand("wallets", "What a brand's members hold; --as names the brand.")
    {
        List(globals), Get(globals), Statement(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var member = MemberArguments.Member();
        var command = new ExampleCommand(
            "list", "Lists a member's wallets in the brand's coins.", "wallets list 17850 --as aster")
        {
            member,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Ledger.ListWalletsAsync(
                new ListWalletsRequest { Parent = name }, cancellationToken: cancel);
            return session.Show(response, TableOf(response.Wallets));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var (member, coin) = (MemberArguments.Member(), Arguments.Coin());
        var asOf = new Option<string?>(
            "--as-of")
        { Description = "As of a past day or moment (UTC) of alliance time.", HelpName = "TIME" };
        var effective = new Option<bool>("--effective")
        {
            Description = "With --as-of: by when things happened, not by when they were entered in the books.",
        };
        var command = new ExampleCommand(
            "get", "Shows one wallet whole: balance, lots, open holds; or as of a past moment.",
            "wallets get 17850 aster", "wallets get 17850 aster --as-of 2011-06-30",
            "wallets get 17850 aster --as-of 2011-06-30 --effective")
        {
            member, coin, asOf, effective,
        };
        globals.Run(command, Arguments.IssuerOf(coin), async (session, parse, cancel) =>
        {
            if (parse.GetValue(effective) && parse.GetValue(asOf) is null)
                throw new BadInputException("--effective needs --as-of.");
            var request = new GetWalletRequest
            {
                AsOfTime = Moment(parse, asOf),
                Basis = parse.GetValue(effective) ? TimeBasis.Effective : TimeBasis.Unspecified,
                Name = await WalletAsync(session, parse, member, coin, cancel),
            };
            var response = await session.Client.Ledger.GetWalletAsync(request, cancellationToken: cancel);
            return session.Show(response, TablesOf(response.Wallet));
        });
        return command;
    }

    private static ExampleCommand Statement(Globals globals)
    {
        var (member, coin, limit) = (MemberArguments.Member(), Arguments.Coin(), Globals.Limit());
        var from = new Option<string?>(
            "--from")
        { Description = "Only from this day or moment (UTC) on.", HelpName = "TIME" };
        var to = new Option<string?>(
            "--to")
        { Description = "Only before this day or moment (UTC).", HelpName = "TIME" };
        var command = new ExampleCommand(
            "statement", "Shows a wallet's statement, oldest first, with the balance before and after.",
            "wallets statement 17850 aster --from 2011-06-01 --to 2011-07-01",
            "wallets statement 17850 aster --limit 20")
        {
            member, coin, from, to, limit,
        };
        command.Aliases.Add("entries");
        globals.Run(command, Arguments.IssuerOf(coin), async (session, parse, cancel) =>
        {
            var (start, end) = (Moment(parse, from), Moment(parse, to));
            var name = await WalletAsync(session, parse, member, coin, cancel);
            var found =
                await Pages.ReadAsync(parse.GetValue(limit), (size, token) => session.Client.Ledger.ListEntriesAsync(
                new ListEntriesRequest
                {
                    Parent = name,
                    PageSize = size,
                    PageToken = token,
                    StartTime = start,
                    EndTime = end
                },
                cancellationToken: cancel));
            return session.Show(found, TableOf(found, start, end));
        });
        return command;
    }

    private static Timestamp? Moment(ParseResult parse, Option<string?> option) =>
        parse.GetValue(option) is { } text ? Timestamp.FromDateTimeOffset(Moments.Parse(text, option.Name)) : null;

    public static async Task<string> WalletAsync(
        Session session, ParseResult parse, Argument<string> member, Argument<string> coin, CancellationToken cancel) =>
        ResourceText.Wallet(
            await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel), parse.GetValue(coin)!);

    private static IEnumerable<Table> TablesOf(Wallet wallet)
    {
        yield return TableOf([wallet]);
        if (wallet.Lots.Count > 0)
            yield return LotTables.Lots(wallet.Lots);
        if (wallet.Holds.Count > 0)
            yield return LotTables.Holds(wallet.Holds);
    }

    private static Table TableOf(IEnumerable<Wallet> wallets)
    {
        var table = Tables.Of(
            "wallet", "#balance", "#available", "#held", "#pending", "#owed", "next expiry", "#expire then", "#version",
            "state", "last entry");
        foreach (var w in wallets)
            table.Row(
                w.Name, w.BalanceUnits, w.AvailableUnits, w.HeldUnits, w.PendingUnits, w.ReceivableUnits,
                w.NextExpireTime,
                w.NextExpireTime is null ? null : w.NextExpireUnits, w.Version, w.State, w.UpdateTime);
        return table;
    }

    private static Table TableOf(ListEntriesResponse found, Timestamp? start, Timestamp? end)
    {
        var table = Tables.Of("#version", "time", "effective", "kind", "account", "#units", "#balance", "lot expires",
            "reference", "journal");
        table.Row(null, start, null, "opening balance", null, null, found.OpeningBalanceUnits);
        foreach (var line in found.Lines)
            table.Row(
                line.Entry.Version, line.CreateTime, line.EffectiveTime, line.Kind, line.Entry.Kind, line.Entry.Units,
                line.Entry.BalanceAfterUnits, line.Entry.Lot is { } lot ? LotTables.Expires(lot)
                : null, line.ExternalReference,
                line.Journal);
        table.Row(null, end, null, "closing balance", null, null, found.ClosingBalanceUnits);
        return found.NextPageToken.Length == 0
            ? table
            : table.Caption(new TableTitle(string.Create(CultureInfo.InvariantCulture,
                $"The first {found.Lines.Count:#,0} lines; --limit shows more. The closing balance is that after all "
                + $"of them.")));
    }
}
