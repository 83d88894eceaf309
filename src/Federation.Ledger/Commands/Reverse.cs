using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ReverseResponse> Reverse(ReverseRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Reverse = request }, context);
        return new ReverseResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(ReverseRequest request)
    {
        var form = new Form();
        var envelope =
            Start(form, JournalKind.Reverse, request, request.RequestId, request.ExternalReference, request.Guards);
        envelope = envelope with { EffectiveTime = form.Moment(request.EffectiveTime, "effective_time") };
        var id = form.Journal(request.Journal, "journal");
        form.Done();
        if (Originals.GetValueOrDefault(id) is not { } original || !JournalAccess.MaySee(Caller, Directory, original))
            return new Command.Refused(envelope, JournalKind.Reverse, JournalNotFound(id));
        return CannotReverse(original) is { } refusal
            ? new Command.Refused(envelope, JournalKind.Reverse, refusal)
            : new Command.Reverse(envelope, original) { Held = CapturedBy(original), Earnings = [.. Earnings[id]] };
    }

    /// <summary>The hold of which a payment is a capture.</summary>
    private PaymentHold? CapturedBy(JournalRecord payment) =>
        payment is { Kind: JournalKind.Exchange, Corrects: { } hold } ? PaymentHold.Of(Originals[hold]) : null;

    /// <summary>An issuer undoes what moved its own coins alone, an alliance admin what moved several
    /// brands'.</summary>
    private Refusal? CannotReverse(JournalRecord original)
    {
        if (Caller.IsAllianceAdmin)
            return original.Kind == JournalKind.Exchange ? null : new Refusal(
                ErrorReason.NotReversible,
                "This journal is a brand's own: only an admin of the coin's issuer can reverse it.");
        if (!IsOwnAlone(original))
            return new Refusal(
                ErrorReason.NotReversible,
                "This journal moved other brands' coins too: only an alliance admin can reverse a payment.");
        return Suspended(JournalKind.Reverse);
    }
}
