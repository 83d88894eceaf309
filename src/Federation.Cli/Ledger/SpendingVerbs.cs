using System.CommandLine;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>Coins that members spend, get back or give away: <c>redeem</c>, <c>refund</c>, <c>reverse</c>,
/// <c>gift</c>.</summary>
internal static class SpendingVerbs
{
    public static Command Redeem(Globals globals)
    {
        var (member, coin, units) = (MemberArguments.Member(), Arguments.Coin(), LedgerVerbs.Units());
        var (merchant, provenances, effective) =
            (LedgerVerbs.Merchant(), LedgerVerbs.Provenances(), LedgerVerbs.Effective());
        var command = new ExampleCommand(
            "redeem", "Spends a member's coins at a till of their own brand.",
            "redeem 17850 aster 100 --merchant partners/aster/merchants/store",
            "redeem 17850 aster 100 --provenance promotional --min-available 50")
        {
            member, coin, units, merchant, provenances, effective,
        };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call =>
        {
            var request = new RedeemRequest
            {
                Amount = LedgerVerbs.Amount(call, coin, units),
                Merchant = call.Value(merchant) ?? "",
                EffectiveTime = LedgerVerbs.Moment(call, effective),
                Member = await call.MemberAsync(member),
            };
            request.Provenances.Add(call.Value(provenances)?.Select(LedgerVerbs.ProvenanceOf) ?? []);
            return request;
        });
    }

    public static Command Refund(Globals globals)
    {
        var taken = new Argument<string>("taken")
        {
            Description =
                "The redemption or capture, journals/{uuid} or its uuid; or the payment across brands, "
                + "exchanges/{uuid}.",
        };
        var units = LedgerVerbs.Part("How many of the redeemed units to give back. Default: all that is left.");
        var command = new ExampleCommand(
            "refund", "Gives back what a redemption, a capture or a payment took, to the lots that it came from.",
            "refund journals/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --units 40 --as aster",
            "refund exchanges/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --units 40 --as birch") { taken, units };
        return LedgerVerb.Build(
            globals, command, Arguments.Named,
            call =>
            {
                var part = LedgerVerbs.PartOf(call, units);
                return Task.FromResult(new RefundRequest { Journal = Name(call), Units = part.Units, All = part.All });
            },
            call => ExchangeVerbs.Refund(Name(call), LedgerVerbs.PartOf(call, units)));

        string Name(VerbCall call) => ResourceText.Of(call.Value(taken), "journals", ExchangeVerbs.Exchanges);
    }

    public static Command Reverse(Globals globals)
    {
        var journal = LedgerVerbs.JournalOf("The mistake");
        var command = new ExampleCommand(
            "reverse", "Undoes one whole journal that was a mistake.",
            "reverse journals/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster") { journal };
        return LedgerVerb.Build(globals, command, Arguments.Named, call => Task.FromResult(new ReverseRequest
        {
            Journal = ResourceText.Journal(call.Value(journal)),
        }));
    }

    public static Command Gift(Globals globals)
    {
        var (member, coin, units) = (MemberArguments.Member(), Arguments.Coin(), LedgerVerbs.Units());
        var recipient = new Argument<string>(
            "recipient")
        { Description = "The member who gets them: members/{uuid}, or the brand's own number." };
        var provenances = LedgerVerbs.Provenances();
        var command = new ExampleCommand(
            "gift", "Moves a member's coins to another member, with their expiry.",
            "gift 17850 13047 aster 100", "gift 17850 13047 aster 100 --provenance earned --min-available 500")
        {
            member, recipient, coin, units, provenances,
        };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call =>
        {
            var request = new GiftRequest
            {
                Amount = LedgerVerbs.Amount(call, coin, units),
                Member = await call.MemberAsync(member),
                Recipient = await call.MemberAsync(recipient),
            };
            request.Provenances.Add(call.Value(provenances)?.Select(LedgerVerbs.ProvenanceOf) ?? []);
            return request;
        });
    }
}
