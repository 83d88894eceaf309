using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<RedeemResponse> Redeem(RedeemRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Redeem = request }, context);
        return new RedeemResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(RedeemRequest request)
    {
        var form = new Form();
        var envelope = Start(
            form, JournalKind.Redeem, request, request.RequestId, request.ExternalReference, request.Guards);
        var provenances = form.ProvenancesOf(request.Provenances);
        envelope = envelope with { EffectiveTime = form.Moment(request.EffectiveTime, "effective_time") };
        var (coin, units) = form.Amount(request.Amount, "amount");
        var missing = TillMissing(form, request.Merchant);
        envelope = envelope.At(request.Merchant);
        return FindMembersWallet(form, JournalKind.Redeem, request.Member, coin, out var wallet, missing) is { } refusal
            ? new Command.Refused(envelope, JournalKind.Redeem, refusal)
            : new Command.Redeem(envelope, wallet, units) { Provenances = provenances };
    }

    /// <summary>MERCHANT_NOT_FOUND, MERCHANT_CLOSED, or null. Another partner's till is not the caller's, whether it
    /// exists or not.</summary>
    private Refusal? TillMissing(Form form, string name)
    {
        if (name.Length == 0)
            return null;
        var (partner, merchant) = form.Merchant(name, "merchant");
        if (merchant.Length == 0)
            return null;
        Caller.RequireOwn(partner, name);
        return Directory.Till(partner, merchant);
    }
}
