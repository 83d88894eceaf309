using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxConsumptions = 16;

    public override async Task<PostResponse> Post(PostRequest request, ServerCallContext context)
    {
        var module = Caller.Of(context).Module;
        if (request.Legs.FirstOrDefault(l => !ModuleAccounts.MayMove(module, l.Kind, l.Units)) is { } leg)
            throw new RefusalException(
                ModuleAccounts.NotAllowed(module, $"move {leg.Units} on an account of kind {leg.Kind}"));
        if (!ModuleAccounts.MayPost(module))
            throw new RefusalException(ModuleAccounts.NotAllowed(module, "post"));
        var form = new Form();
        var command = Start(form, request.Kind, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        form.Check(request.Kind == JournalKind.Exchange, "kind", "must be JOURNAL_KIND_EXCHANGE");
        var legs = Legs(form, request);
        var consumes = Consumes(form, request);
        form.Done();
        if (command.Refusal is null)
            command = command with { Legs = legs, Consumes = consumes, Detail = request.Detail?.ToByteArray() };
        var (journal, replayed) = await SubmitAsync(command, context);
        return new PostResponse { Journal = journal, Replayed = replayed };
    }

    private List<Leg> Legs(Form form, PostRequest request)
    {
        form.Check(request.Refusal is not null ? request.Legs.Count == 0 : request.Legs.Count is >= 2 and <= 64,
            "legs", "must be 2 to 64, or none with a refusal");
        foreach (var asset in request.Legs.GroupBy(l => l.Asset, StringComparer.Ordinal))
        {
            var sum = asset.Aggregate((Int128)0, (sum, leg) => sum + leg.Units);
            form.Check(sum == 0, "legs", $"must sum to zero per asset; '{asset.Key}' sums to {sum}");
        }
        return [.. request.Legs.Select((leg, i) => LegOf(form, leg, $"legs[{i}]"))];
    }

    private Leg LegOf(Form form, Internal.V1.Leg leg, string field)
    {
        form.Check(leg.Units is not 0 and >= -Units.MaxCommand and <= Units.MaxCommand, field + ".units",
            "must be within 2^62 either way, and not 0");
        form.Check(leg.DailyCapUnits is >= 0 and <= Units.MaxCommand, field + ".daily_cap_units",
            "must be 0 (for none) to 2^62");
        if (JournalNames.IsMoney(leg.Kind))
            form.Check(leg.Asset == deployment.Value.SettlementCurrency, field + ".asset",
                $"must be {deployment.Value.SettlementCurrency}");
        else
            form.Id(leg.Asset, field + ".asset");
        WalletKey? wallet = null;
        string? party = null;
        if (leg.Kind == AccountKind.Wallet)
            wallet = new WalletKey(Member(form, leg.MemberId, field + ".member_id"), leg.Asset);
        if (leg.Kind == AccountKind.Position)
            party = form.Id(leg.PartnerId, field + ".partner_id");
        return new Leg(leg.Kind, leg.Asset, leg.Units, wallet, party, leg.DailyCapUnits);
    }

    private static List<Consumption> Consumes(Form form, PostRequest request)
    {
        form.Check(request.Consumes.Count <= MaxConsumptions, "consumes", $"must be at most {MaxConsumptions}");
        var keys = request.Consumes.Select(c => c.Key).Distinct(StringComparer.Ordinal).Count();
        form.Check(keys == request.Consumes.Count, "consumes", "must not name a key twice");
        var consumes = new List<Consumption>(request.Consumes.Count);
        for (var i = 0; i < request.Consumes.Count; i++)
        {
            var (key, name) = (request.Consumes[i].Key, request.Consumes[i].RefusalReason);
            form.Check(key.Length is >= 1 and <= 128, $"consumes[{i}].key", "must be 1 to 128 characters");
            var reason = name.Length == 0 ? ErrorReason.AlreadyConsumed : Refusal.ReasonOf(name);
            form.Check(reason != ErrorReason.Unspecified, $"consumes[{i}].refusal_reason",
                "must be an ErrorReason without its prefix");
            var sentence = reason == ErrorReason.Unspecified ? "" : RefusalTexts.Of(reason).English;
            consumes.Add(new Consumption(key, new Refusal(reason, sentence)));
        }
        return consumes;
    }
}
