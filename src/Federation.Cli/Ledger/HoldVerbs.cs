using System.CommandLine;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>Coins set aside: <c>hold</c>, <c>capture</c>, <c>release</c>, <c>extend-hold</c>.</summary>
internal static class HoldVerbs
{
    public static Command Hold(Globals globals)
    {
        var (member, coin, units) = (MemberArguments.Member(), Arguments.Coin(), LedgerVerbs.Units());
        var (merchant, provenances) = (LedgerVerbs.Merchant(), LedgerVerbs.Provenances());
        var lifetime = Lifetime("For how long: 1m to 90d. Default: 7d.");
        var command = new ExampleCommand(
            "hold", "Sets a member's coins aside for a later capture.", "hold 17850 aster 100",
            "hold 17850 aster 100 --for 2d")
        {
            member, coin, units, lifetime, merchant, provenances,
        };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call =>
        {
            var request = new HoldRequest
            {
                Amount = LedgerVerbs.Amount(call, coin, units),
                Lifetime = LedgerVerbs.Length(call, lifetime),
                Merchant = call.Value(merchant) ?? "",
                Member = await call.MemberAsync(member),
            };
            request.Provenances.Add(call.Value(provenances)?.Select(LedgerVerbs.ProvenanceOf) ?? []);
            return request;
        });
    }

    public static Command Capture(Globals globals)
    {
        var (held, units) = (Held(), LedgerVerbs.Part(
            "How many to take; of an authorization in the merchant's coin. Default: all that is held."));
        var keepRest = new Option<bool>(
            "--keep-rest")
        { Description = "Keep the rest held for further captures. Default: it is given back." };
        var command = new ExampleCommand(
            "capture", "Takes held coins, or what a till has authorized, whole or in part.",
            "capture holds/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster",
            "capture holds/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --units 40 --keep-rest --as aster",
            "capture authorizations/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --units 40 --keep-rest --as birch")
        {
            held, units, keepRest,
        };
        return LedgerVerb.Build(
            globals, command, Arguments.Named,
            call =>
            {
                var part = LedgerVerbs.PartOf(call, units);
                return Task.FromResult(new CaptureRequest
                {
                    Hold = HeldName(call, held),
                    Units = part.Units,
                    All = part.All,
                    Rest = call.Value(keepRest) ? CaptureRest.Keep : CaptureRest.Release,
                });
            },
            call => ExchangeVerbs.Capture(HeldName(call, held), LedgerVerbs.PartOf(call, units), call.Value(keepRest)));
    }

    public static Command Release(Globals globals)
    {
        var (held, units) = (Held(), LedgerVerbs.Part("How many to give back, of a hold. Default: all that is held."));
        var command = new ExampleCommand(
            "release", "Gives held coins, or what is left of an authorization, back to the member.",
            "release holds/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster",
            "release authorizations/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as birch") { held, units };
        return LedgerVerb.Build(
            globals, command, Arguments.Named,
            call =>
            {
                var part = LedgerVerbs.PartOf(call, units);
                return Task.FromResult(
                    new ReleaseRequest { Hold = HeldName(call, held), Units = part.Units, All = part.All });
            },
            call => ExchangeVerbs.Release(HeldName(call, held), LedgerVerbs.PartOf(call, units).All));
    }

    public static Command ExtendHold(Globals globals)
    {
        var (hold, lifetime) = (LedgerVerbs.HoldArgument(), Lifetime("For how long from now on: 1m to 90d."));
        lifetime.Required = true;
        var command = new ExampleCommand(
            "extend-hold", "Moves the moment at which a hold ends.",
            "extend-hold holds/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --for 3d --as aster") { hold, lifetime };
        return LedgerVerb.Build(globals, command, Arguments.Named, call => Task.FromResult(new ExtendHoldRequest
        {
            Hold = ResourceText.Hold(call.Value(hold)),
            Lifetime = LedgerVerbs.Length(call, lifetime),
        }));
    }

    private static Option<string?> Lifetime(string description) =>
        new("--for") { Description = description, HelpName = "LENGTH" };

    private static Argument<string> Held() => new("held")
    {
        Description = "The hold, holds/{uuid} or its uuid; or the authorization, authorizations/{uuid}.",
    };

    private static string HeldName(VerbCall call, Argument<string> held) =>
        ResourceText.Of(call.Value(held), "holds", ExchangeVerbs.Authorizations);
}
