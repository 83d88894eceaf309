using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>How other modules ask the ledger to post.</summary>
internal sealed partial class PostingService(
    LedgerDb db, LedgerWriter writer, PartnerDirectory directory, IntakeReader intakes, MemberNames names,
    IOptions<DeploymentOptions> deployment, TimeProvider time)
    : Internal.V1.PostingService.PostingServiceBase
{
    private const int FingerprintBytes = 32;
    private const int TallyBytes = 16;
    private const int MaxClientId = 100;

    /// <summary>What every command of a module carries. The form is not done yet.</summary>
    private Envelope Start(Form form, PostingHead head, ServerCallContext context, bool bundles = false)
    {
        var caller = Caller.Of(context);
        if (!(bundles ? ModuleAccounts.MayBundle(caller.Module) : ModuleAccounts.MayPost(caller.Module)))
            throw new RefusalException(ModuleAccounts.NotAllowed(caller.Module, "post"));
        form.Check(
            caller.Principal is { Partner: not null } or { Person: not null } or { Member: not null },
            RequestGuard.PrincipalHeader, "must name the partner, admin or member that the module acts for");
        form.Check(caller.Sender is not { Length: > MaxClientId }, RequestGuard.ClientHeader,
            $"must be at most {MaxClientId} characters");
        form.Check(head.Fingerprint.Length == FingerprintBytes, "fingerprint", "must be 32 bytes");
        form.Check(head.Refusal is null || Refusal.ReasonOf(head.Refusal.Reason) != ErrorReason.Unspecified,
            "refusal.reason", "must be an ErrorReason without its prefix");
        return new Envelope
        {
            Principal = caller.Principal,
            ClientId = caller.Sender,
            RequestId = form.RequestId(head.RequestId),
            Fingerprint = head.Fingerprint.ToByteArray(),
            ExternalReference = form.ExternalReference(head.ExternalReference) is { Length: > 0 } given ? given : null,
            NotAfter = form.Moment(head.NotAfter, "not_after"),
            Deadline = new DateTimeOffset(RequestGuard.DeadlineOf(context, deployment.Value, time), TimeSpan.Zero),
        };
    }

    private async Task<(Journal Journal, bool Replayed)> SubmitAsync(Command command, ServerCallContext context)
    {
        // What comes back to a wallet gets its coin's expiry: the writer must know all coins that the asking module
        // knows.
        var coins = command is Command.Payment ? command.WalletKeys().Select(w => w.Coin).Distinct().ToList() : [];
        var known = await directory.WithAsync(s => coins.TrueForAll(s.Coins.ContainsKey), context.CancellationToken);
        if (coins.Find(c => !known.Coins.ContainsKey(c)) is { } unknown)
            throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(unknown)));
        var outcome = (await writer.SubmitAsync([command], atomic: false, context.CancellationToken))[0];
        return (outcome.RequireJournal().ToJournal(JournalNames.InternalName), outcome.Replayed);
    }

    private Guid Member(Form form, string text, string field)
    {
        form.Check(names.TryReadInternal(text, out var member), field, "must be a member's internal UUID");
        return member.Value;
    }

    /// <summary>What Post and PostRefund have in common.</summary>
    private sealed record PostingHead(
        string RequestId, ByteString Fingerprint, string ExternalReference,
        RefusedOutcome? Refusal, Timestamp? NotAfter);
}
