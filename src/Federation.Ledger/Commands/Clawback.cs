using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ClawbackResponse> Clawback(ClawbackRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Clawback = request }, context);
        return new ClawbackResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(ClawbackRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Clawback, request, request.RequestId, request.ExternalReference, request.Guards);
        envelope = envelope with { EffectiveTime = form.Moment(request.EffectiveTime, "effective_time") };
        var name = form.OptionalJournal(request.Journal, "journal");
        var (coin, units) = form.Amount(request.Amount, "amount");
        JournalRecord? earning = null;
        var refusal = FindMembersWallet(form, JournalKind.Clawback, request.Member, coin, out var wallet)
            ?? FindNamed(name, journal => IsEarningOf(wallet, journal), out earning);
        return refusal is not null
            ? new Command.Refused(envelope, JournalKind.Clawback, refusal)
            : new Command.Clawback(envelope, wallet, units) { Earning = earning };
    }

    /// <summary>Whether the journal is an earning by the caller into the wallet.</summary>
    private bool IsEarningOf(WalletKey wallet, JournalRecord journal) =>
        journal.Kind == JournalKind.Earn && journal.Principal == Caller.Principal
        && journal.Entries.Any(e => e.MemberId == wallet.MemberId && e.Asset == wallet.Coin);
}
