using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<EarnResponse> Earn(EarnRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Earn = request }, context);
        return new EarnResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(EarnRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Earn, request, request.RequestId, request.ExternalReference, request.Guards);
        var provenance = form.ProvenanceOf(request.Provenance);
        var life = form.LifeOf(request.AvailableTime, request.ExpireTime);
        envelope = envelope with { EffectiveTime = form.Moment(request.EffectiveTime, "effective_time") };
        form.Check(
            !(life.AvailableTime < envelope.EffectiveTime), "available_time", "must not be before effective_time");
        form.Check(
            !request.OnConfirmation || life.ExpireTime is null, "expire_time", "must not be set with on_confirmation");
        var name = form.OptionalJournal(request.Purchase, "purchase");
        var (coin, units) = form.Amount(request.Amount, "amount");
        JournalRecord? purchase = null;
        var refusal = FindMembersWallet(form, JournalKind.Earn, request.Member, coin, out var wallet)
            ?? FindNamed(name, journal => IsPurchaseOf(wallet.MemberId, journal), out purchase);
        if (refusal is not null)
            return new Command.Refused(envelope, JournalKind.Earn, refusal) { Life = life };
        return new Command.Earn(envelope, wallet, units)
        {
            Provenance = provenance,
            Life = life,
            OnConfirmation = request.OnConfirmation,
            Purchase = purchase,
        };
    }

    /// <summary>Whether the journal is a payment with coins by the member that the caller may know of.</summary>
    private bool IsPurchaseOf(Guid member, JournalRecord journal) =>
        journal.Kind.IsSpending() && journal.Entries.Any(e => e.MemberId == member)
        && JournalAccess.MaySee(Caller, Directory, journal);
}
