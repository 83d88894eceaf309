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
    private const int MaxLegs = 256;

    public override async Task<PostResponse> Post(PostRequest request, ServerCallContext context)
    {
        var module = Caller.Of(context).Module;
        if (request.Legs.FirstOrDefault(l => !ModuleAccounts.MayMove(module, l.Kind, l.Units, request.Hold.Length > 0)) is { } leg)
            throw new RefusalException(
                ModuleAccounts.NotAllowed(module, $"move {leg.Units} on an account of kind {leg.Kind}"));
        var form = new Form();
        var command = Start(form, request.Kind, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        form.Check(request.Kind is JournalKind.Exchange or JournalKind.Hold or JournalKind.Release, "kind",
            "must be one of JOURNAL_KIND_EXCHANGE, JOURNAL_KIND_HOLD and JOURNAL_KIND_RELEASE");
        var legs = Legs(form, request);
        var consumes = Consumes(form, request);
        var hold = Hold(form, request);
        var lifetime = form.Lifetime(request.Lifetime, otherwise: CommandForm.UsualLifetime);
        form.Done();
        if (command.Refusal is null)
            command = command with
            {
                Legs = legs,
                Consumes = consumes,
                Detail = request.Detail?.ToByteArray(),
                Planned = request.Planned,
                Lifetime = lifetime,
                CapturedBefore = request.CapturedBeforeUnits,
                KeepsRest = request.KeepsRest,
            };
        if (hold is { } id && command.Refusal is null)
            command = await db.FindJournalAsync(id, context.CancellationToken) is { Kind: JournalKind.Hold, Detail: not null } held
                && held.Principal == command.Principal
                ? command with { Original = held }
                : command with { Refusal = Refusal.NotFound(ErrorReason.HoldNotFound, JournalNames.HoldOf(id)), Legs = [], Consumes = [] };
        var (journal, replayed) = await SubmitAsync(command, context);
        return new PostResponse { Journal = journal, Replayed = replayed };
    }

    /// <summary>The hold that the legs come out of, or that is released.</summary>
    private static Guid? Hold(Form form, PostRequest request)
    {
        form.Check(request.Hold.Length == 0 || request.Kind != JournalKind.Hold, "hold", "must be empty for a hold");
        form.Check(request.Hold.Length > 0 || request.Kind != JournalKind.Release, "hold", "must name the hold to release");
        form.Check(request.Hold.Length == 0 || request.Consumes.Count == 0, "consumes", "must be none of a hold, which consumed them itself");
        form.Check(request.Hold.Length == 0 || request.Legs.All(l => l.Kind != AccountKind.Wallet || l.Units < 0), "legs",
            "must be debits of wallets where they come out of a hold");
        return request.Hold.Length == 0 ? null : form.Uuid(request.Hold, "journals/", "hold");
    }

    private List<Leg> Legs(Form form, PostRequest request)
    {
        var (least, most) = (request.Refusal, request.Kind) switch
        {
            (not null, _) or (_, JournalKind.Release) => (0, 0),
            (_, JournalKind.Hold) => (1, MaxLegs),
            _ => (2, MaxLegs),
        };
        form.Check(request.Legs.Count >= least && request.Legs.Count <= most, "legs",
            most == 0 ? "must be none, with a refusal and for a release" : $"must be {least} to {most}");
        if (request.Kind == JournalKind.Hold)
        {
            form.Check(request.Legs.All(l => l.Kind == AccountKind.Wallet && l.Units < 0), "legs", "must be debits of wallets for a hold");
            var wallets = request.Legs.Select(l => (l.MemberId, l.Asset)).Distinct().Count();
            form.Check(wallets == request.Legs.Count, "legs", "must not name a wallet twice");
            return [.. request.Legs.Select((leg, i) => LegOf(form, leg, $"legs[{i}]"))];
        }
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
            "must be within 10^15 either way, and not 0");
        form.Check(leg.DailyCapUnits is >= 0 and <= Units.MaxCommand, field + ".daily_cap_units",
            "must be 0 (for none) to 10^15");
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
