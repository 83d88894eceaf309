using System.CommandLine;
using Federation.Exchange.V1;
using Federation.Types.V1;

namespace Federation.Cli;

/// <summary>One brand's coins made into another's, for the member to keep: <c>convert</c>,
/// <c>undo-convert</c>.</summary>
internal static class ConvertVerbs
{
    public static Command Convert(Globals globals)
    {
        var member = new Option<string>(
            "--member")
        { Description = "members/{uuid}, or the brand's own number.", Required = true };
        var from = new Option<string>(
            "--from")
        { Description = "The coin that the member gives.", HelpName = "COIN", Required = true };
        var to = new Option<string>(
            "--to")
        { Description = "The coin that it gets.", HelpName = "COIN", Required = true };
        var pay = new Option<long?>("--pay") { Description = "Exactly so many coins to give.", HelpName = "UNITS" };
        var amount = new Option<long?>(
            "--amount")
        { Description = "Exactly so many coins to get.", HelpName = "UNITS" };
        var reference = Arguments.Reference();
        var command = new ExampleCommand(
            "convert", "Makes a member's coins into another brand's, which the member keeps.",
            "convert --member 17850 --from aster --to birch --pay 100",
            "convert --member 17850 --from aster --to birch --amount 170 --as birch")
        {
            member, from, to, pay, amount, reference,
        };
        globals.Run(command, Arguments.IssuerOf(from), async (session, parse, cancel) =>
        {
            var (source, target) = (ResourceText.Coin(parse.GetValue(from)!), ResourceText.Coin(parse.GetValue(to)!));
            var request = new ConvertRequest
            {
                RequestId = session.RequestId,
                ExternalReference = parse.GetValue(reference) ?? ""
            };
            switch (parse.GetValue(pay), parse.GetValue(amount))
            {
                case ({ } units, null):
                    (request.Pay, request.OtherCoin) = (new CoinAmount { Coin = source, Units = units }, target);
                    break;
                case (null, { } units):
                    (request.Amount, request.OtherCoin) = (new CoinAmount { Coin = target, Units = units }, source);
                    break;
                default:
                    throw new BadInputException("Give exactly one of --pay and --amount.");
            }
            request.Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var money = await session.MoneyAsync(cancel);
            var response = await session.Client.Exchanges.ConvertAsync(request, cancellationToken: cancel);
            return session.Show(response, [
                .. ExchangeTables.Of(response.Exchange, money),
                Tables.Of("can be undone until", "decided before").Row(response.UndoUntilTime, response.Replayed),
            ]);
        });
        return command;
    }

    public static Command UndoConvert(Globals globals)
    {
        var exchange = new Argument<string>(
            "exchange")
        { Description = "The conversion: exchanges/{uuid}, or its uuid." };
        var reference = Arguments.Reference();
        var command = new ExampleCommand(
            "undo-convert",
            "Undoes a whole conversion while its coins are unspent and its board is in force, within the cooling-off "
            + "time.",
            "undo-convert exchanges/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster") { exchange, reference };
        globals.Run(command, Arguments.Named, async (session, parse, cancel) =>
        {
            var request = new UndoConvertRequest
            {
                RequestId = session.RequestId,
                Exchange = ResourceText.Of(parse.GetValue(exchange)!, ExchangeVerbs.Exchanges),
                ExternalReference = parse.GetValue(reference) ?? "",
            };
            var undone = await session.Client.Exchanges.UndoConvertAsync(request, cancellationToken: cancel);
            return session.Show(
                undone, ExchangeTables.Back(undone.Journal, [undone.Returned], undone.Taken, undone.Replayed));
        });
        return command;
    }
}
