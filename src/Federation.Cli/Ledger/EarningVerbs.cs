using System.CommandLine;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>Coins that a brand gives and takes back: <c>earn</c>, <c>confirm</c>, <c>clawback</c>,
/// <c>adjust</c>.</summary>
internal static class EarningVerbs
{
    public static Command Earn(Globals globals)
    {
        var (member, coin, units) = (MemberArguments.Member(), Arguments.Coin(), LedgerVerbs.Units());
        var (provenance, effective) = (LedgerVerbs.OneProvenance(), LedgerVerbs.Effective());
        var availableAt = new Option<string?>("--available-at")
        {
            Description =
                "From when on the coins can be spent: a day or a moment (UTC), for instance the end of the return "
                + "window.",
            HelpName = "TIME",
        };
        var onConfirmation = new Option<bool>(
            "--on-confirmation")
        { Description = "The coins can be spent from 'confirm' on." };
        var purchase = new Option<string?>("--purchase")
        {
            Description =
                "The member's payment with coins in the same purchase: refunding that claws these coins back.",
            HelpName = "JOURNAL",
        };
        var command = new ExampleCommand(
            "earn", "Gives a member coins for a purchase. What the member owes is paid off first.",
            "earn 17850 aster 100 --reference receipt-4711",
            "earn 17850 aster 100 --available-at 2012-01-15",
            "earn 17850 aster 100 --dry-run")
        {
            member, coin, units, provenance, availableAt, onConfirmation, effective, purchase,
        };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call =>
        {
            var request = new EarnRequest
            {
                Amount = LedgerVerbs.Amount(call, coin, units),
                Provenance = LedgerVerbs.ProvenanceOf(call.Value(provenance)),
                EffectiveTime = LedgerVerbs.Moment(call, effective),
                Purchase = call.Value(purchase) is { } journal ? ResourceText.Journal(journal) : "",
            };
            switch (LedgerVerbs.Moment(call, availableAt), call.Value(onConfirmation))
            {
                case ({ }, true):
                    throw new BadInputException("Give at most one of --available-at and --on-confirmation.");
                case ({ } time, false):
                    request.AvailableTime = time;
                    break;
                case (null, true):
                    request.OnConfirmation = true;
                    break;
                default:
                    break;
            }
            request.Member = await call.MemberAsync(member);
            return request;
        });
    }

    public static Command Confirm(Globals globals)
    {
        var journal = LedgerVerbs.JournalOf("The earning that waits");
        var command = new ExampleCommand(
            "confirm", "Makes an earning available that waits for it ('earn --on-confirmation').",
            "confirm journals/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster") { journal };
        return LedgerVerb.Build(globals, command, Arguments.Named, call => Task.FromResult(new ConfirmRequest
        {
            Journal = ResourceText.Journal(call.Value(journal)),
        }));
    }

    public static Command Clawback(Globals globals)
    {
        var (member, coin, units) = (MemberArguments.Member(), Arguments.Coin(), LedgerVerbs.Units());
        var effective = LedgerVerbs.Effective();
        var journal = new Option<string?>("--journal")
        {
            Description = "The earning that is undone: its own coins are taken first, and at most what it gave.",
            HelpName = "JOURNAL",
        };
        var command = new ExampleCommand(
            "clawback", "Takes earnings back after a returned purchase: what is there, and the rest stays owed.",
            "clawback 17850 aster 40 --reference return-88",
            "clawback 17850 aster 40 --journal journals/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d")
        {
            member, coin, units, journal, effective,
        };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call => new ClawbackRequest
        {
            Amount = LedgerVerbs.Amount(call, coin, units),
            Journal = call.Value(journal) is { } earning ? ResourceText.Journal(earning) : "",
            EffectiveTime = LedgerVerbs.Moment(call, effective),
            Member = await call.MemberAsync(member),
        });
    }

    public static Command Adjust(Globals globals)
    {
        var (member, coin) = (MemberArguments.Member(), Arguments.Coin());
        var units = new Argument<long>("units") { Description = "How many coins to give, or to take where negative." };
        var (reason, provenance, effective) =
            (LedgerVerbs.Reason(), LedgerVerbs.OneProvenance(), LedgerVerbs.Effective());
        var command = new ExampleCommand(
            "adjust", "Gives or takes coins by hand, with a reason. Needs a partner admin.",
            "adjust 17850 aster 25 --reason goodwill", "adjust 17850 aster -25 --reason booked-twice")
        {
            member, coin, units, reason, provenance, effective,
        };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call => new AdjustRequest
        {
            Coin = ResourceText.Coin(call.Value(coin)),
            Units = call.Value(units),
            ReasonCode = call.Value(reason)!,
            Provenance = LedgerVerbs.ProvenanceOf(call.Value(provenance)),
            EffectiveTime = LedgerVerbs.Moment(call, effective),
            Member = await call.MemberAsync(member),
        });
    }
}
