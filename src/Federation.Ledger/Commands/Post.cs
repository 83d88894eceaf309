using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxConsumptions = 16;
    private const int MaxLegs = 256;

    public override async Task<PostResponse> Post(PostRequest request, ServerCallContext context)
    {
        var module = Caller.Of(context).Module;
        if (request.Legs.FirstOrDefault(l => !ModuleAccounts.MayMove(module, l.Kind, l.Units)) is { } leg)
            throw new RefusalException(
                ModuleAccounts.NotAllowed(module, $"move {leg.Units} on an account of kind {leg.Kind}"));
        var form = new Form();
        var envelope = Start(form, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        form.Check(request.Kind is JournalKind.Exchange or JournalKind.Hold or JournalKind.Release, "kind",
            "must be one of JOURNAL_KIND_EXCHANGE, JOURNAL_KIND_HOLD and JOURNAL_KIND_RELEASE");
        var legs = Legs(form, request);
        var consumes = Consumes(form, request.Consumes);
        var hold = Hold(form, request);
        var lifetime = form.Lifetime(request.Lifetime, otherwise: CommandForm.UsualLifetime);
        if (request.Merchant.Length > 0)
            form.Merchant(request.Merchant, "merchant");
        form.Done();
        envelope = (envelope with { Detail = request.Detail?.ToByteArray() }).At(request.Merchant);
        var command = (request.Refusal, hold, request.Kind) switch
        {
            ({ } refused, _, _) => new Command.Refused(envelope, request.Kind, Refusal.Of(refused)),
            (_, { } id, _) => await OnHoldAsync(envelope, request, id, context.CancellationToken),
            (_, _, JournalKind.Hold) => new Command.HoldPayment(envelope, legs, lifetime)
            { Consumptions = consumes, Planned = request.Planned },
            _ => new Command.Exchange(envelope, legs) { Consumptions = consumes, Planned = request.Planned },
        };
        var (journal, replayed) = await SubmitAsync(command, context);
        return new PostResponse { Journal = journal, Replayed = replayed };
    }

    /// <summary>The capture or the release of a payment's hold. The exchange checks who else may release it: the issuer
    /// of the coins, the alliance.</summary>
    private async Task<Command> OnHoldAsync(
        Envelope envelope, PostRequest request, JournalId id, CancellationToken cancel)
    {
        var releases = request.Kind == JournalKind.Release;
        if (PaymentHold.Of(await db.FindJournalAsync(id, cancel)) is not { } hold
            || !(releases || hold.Journal.Principal == envelope.Principal))
            return new Command.Refused(
                envelope, request.Kind, Refusal.NotFound(ErrorReason.HoldNotFound, id.HoldName));
        if (releases)
            return new Command.Release(envelope, hold.Journal, Units: 0);
        return new Command.CapturePayment(envelope, hold, request.CaptureUnits)
        {
            KeepsRest = request.KeepsRest,
            CapturedBefore = request.CapturedBeforeUnits,
            RefundedBefore = request.RefundedBeforeUnits,
        };
    }

    /// <summary>The hold that the legs come out of, or that is released.</summary>
    private static JournalId? Hold(Form form, PostRequest request)
    {
        form.Check(request.Hold.Length == 0 || request.Kind != JournalKind.Hold, "hold", "must be empty for a hold");
        form.Check(request.Hold.Length > 0 || request.Kind != JournalKind.Release, "hold",
            "must name the hold to release");
        form.Check(request.Hold.Length == 0 || request.Consumes.Count == 0, "consumes",
            "must be none of a hold, which consumed them itself");
        var captures = request is { Hold.Length: > 0, Kind: JournalKind.Exchange, Refusal: null };
        form.Check(
            captures ? request.CaptureUnits is > 0 and <= Units.MaxCommand : request.CaptureUnits == 0, "capture_units",
            captures ? $"must be 1 to {Units.MaxCommand}" : "must be 0, except of a capture");
        return request.Hold.Length == 0 ? null : form.Journal(request.Hold, "hold");
    }

    private List<Leg> Legs(Form form, PostRequest request)
    {
        var (least, most) = (request.Refusal, request.Kind) switch
        {
            (not null, _) or (_, JournalKind.Release) => (0, 0),
            (_, JournalKind.Exchange) when request.Hold.Length > 0 => (0, 0),
            (_, JournalKind.Hold) => (1, MaxLegs),
            _ => (2, MaxLegs),
        };
        form.Check(request.Legs.Count >= least && request.Legs.Count <= most, "legs",
            most == 0 ? "must be none, with a refusal, for a release and for a capture" : $"must be {least} to {most}");
        if (request.Kind == JournalKind.Hold)
        {
            form.Check(request.Legs.All(l => l.Kind == AccountKind.Wallet && l.Units < 0), "legs",
                "must be debits of wallets for a hold");
            var wallets = request.Legs.Select(l => (l.MemberId, l.Asset)).Distinct().Count();
            form.Check(wallets == request.Legs.Count, "legs", "must not name a wallet twice");
            if (request.Refusal is null)
                CheckTerms(form, request);
            return [.. request.Legs.Select((leg, i) => LegOf(form, leg, $"legs[{i}]"))];
        }
        foreach (var asset in request.Legs.GroupBy(l => l.Asset, StringComparer.Ordinal))
        {
            var sum = asset.Aggregate((Int128)0, (sum, leg) => sum + leg.Units);
            form.Check(sum == 0, "legs", $"must sum to zero per asset; '{asset.Key}' sums to {sum}");
        }
        return [.. request.Legs.Select((leg, i) => LegOf(form, leg, $"legs[{i}]"))];
    }

    /// <summary>Captures and refunds of a hold follow from its terms: they must be there, fit what is set aside, and
    /// leave the alliance's share at 0 or more.</summary>
    private void CheckTerms(Form form, PostRequest request)
    {
        var terms = PaymentTerms.Of(request.Detail?.ToByteArray());
        form.Check(terms?.Currency == deployment.Value.SettlementCurrency, "detail",
            $"must be an ExchangeDetail of a payment in {deployment.Value.SettlementCurrency} for a hold");
        if (terms is null)
            return;
        form.Check(request.Legs.Select(l => l.MemberId).Distinct().Count() <= 1, "legs",
            "must be of one member for a hold");
        var agreed = terms.Legs.Select(l => (l.Coin, -l.Terms.Paid)).Order();
        form.Check(agreed.SequenceEqual(request.Legs.Select(l => (l.Asset, l.Units)).Order()), "detail",
            "must have a leg for each wallet that gives coins, with as many of them");
        form.Check(terms.Legs.All(l => l.IsSound), "detail",
            "must leave the alliance no less than its fee in each leg");
    }

    private Leg LegOf(Form form, Internal.V1.Leg leg, string field)
    {
        form.Check(leg.Units is not 0 and >= -Units.MaxCommand and <= Units.MaxCommand, field + ".units",
            "must be within 10^15 either way, and not 0");
        form.Check(leg.DailyCapUnits is >= 0 and <= Units.MaxCommand, field + ".daily_cap_units",
            "must be 0 (for none) to 10^15");
        if (leg.Kind.IsMoney())
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

    private static List<Consumption> Consumes(Form form, RepeatedField<Internal.V1.Consumption> asked)
    {
        form.Check(asked.Count <= MaxConsumptions, "consumes", $"must be at most {MaxConsumptions}");
        var keys = asked.Select(c => c.Key).Distinct(StringComparer.Ordinal).Count();
        form.Check(keys == asked.Count, "consumes", "must not name a key twice");
        var consumes = new List<Consumption>(asked.Count);
        for (var i = 0; i < asked.Count; i++)
        {
            var (key, name) = (asked[i].Key, asked[i].RefusalReason);
            // SQL Server does not count blanks at the end when it compares: two keys that differ in them would be one.
            form.Check(key.Length is >= 1 and <= 128 && key.Trim().Length == key.Length, $"consumes[{i}].key",
                "must be 1 to 128 characters, without blanks at its ends");
            var reason = name.Length == 0 ? ErrorReason.AlreadyConsumed : Refusal.ReasonOf(name);
            form.Check(reason != ErrorReason.Unspecified, $"consumes[{i}].refusal_reason",
                "must be an ErrorReason without its prefix");
            var sentence = reason == ErrorReason.Unspecified ? "" : RefusalTexts.Of(reason).English;
            consumes.Add(new Consumption(key, new Refusal(reason, sentence)));
        }
        return consumes;
    }
}
