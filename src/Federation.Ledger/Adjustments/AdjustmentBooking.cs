using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>Books adjustments that were approved, each as one Adjust under the adjustment's own id: however often it is
/// submitted, it is booked once.</summary>
internal sealed class AdjustmentBooking(
    LedgerDb db, LedgerWriter writer, IOptions<DeploymentOptions> deployment, TimeProvider time)
{
    /// <summary>What the command is known by, whoever submits it.</summary>
    private const string Method = "/federation.ledger.v1.AdjustmentService/Book";

    // Nothing was decided: the same command may be accepted when it is submitted again.
    private static readonly ErrorReason[] Passing =
    [
        ErrorReason.Contended, ErrorReason.ClockJumped, ErrorReason.QueueFull, ErrorReason.DeadlinePassed,
        ErrorReason.OutcomeUnknown,
    ];

    /// <summary>Why it could not be booked now; null if it could.</summary>
    public async Task<Refusal?> RefusesAsync(AdjustmentRow row, CancellationToken cancel) =>
        (await writer.SubmitAsync([CommandOf(row)], atomic: false, cancel, dryRun: true))[0].Refusal;

    /// <summary>Books what was approved, and notes what came of it. Changes nothing about any other.</summary>
    /// <exception cref="RefusalException">It was not decided: CONTENDED and the like, to be tried again.</exception>
    public async Task FinishAsync(Guid id, CancellationToken cancel)
    {
        var row = await db.Adjustments.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
        if (row.Stage != AdjustmentStage.Approved)
            return;
        var outcome = (await writer.SubmitAsync([CommandOf(row)], atomic: false, cancel))[0];
        if (outcome.Refusal is { } passing && Passing.Contains(passing.Reason))
            throw new RefusalException(passing);
        var (stage, journal, reason) = outcome.Refusal is { } refusal
            ? (AdjustmentStage.Refused, (Guid?)null, Refusal.NameOf(refusal.Reason))
            : (AdjustmentStage.Booked, outcome.RequireJournal().Id.Value, (string?)null);
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Adjustments.Where(a => a.Id == id && a.Stage == AdjustmentStage.Approved).ExecuteUpdateAsync(
            set => set.SetProperty(a => a.Stage, stage).SetProperty(a => a.JournalId, journal)
                .SetProperty(a => a.RefusalReason, reason),
            cancel);
    }

    /// <summary>What never changes of it.</summary>
    private static Adjustment ContentOf(AdjustmentRow row) => new()
    {
        Name = row.Name,
        Member = row.MemberId.ToString("D"),
        Coin = ResourceNames.Coin(row.Coin),
        Units = row.Units,
        ReasonCode = row.ReasonCode,
        ExternalReference = row.ExternalReference ?? "",
    };

    private Command.Adjust CommandOf(AdjustmentRow row) => new(
        new Envelope
        {
            Principal = Principal.Of(new PartnerId(row.PartnerId)),
            ClientId = row.DeciderSender,
            RequestId = row.Id,
            Fingerprint = Fingerprint.Of(Method, ContentOf(row)),
            ExternalReference = row.ExternalReference,
            ReasonCode = row.ReasonCode,
            Detail = Any.Pack(new AdjustmentDetail
            {
                Adjustment = row.Name,
                Proposer = row.Proposer,
                Approver = row.Decider ?? "",
            }).ToByteArray(),
            Deadline = time.GetUtcNow() + deployment.Value.MaxDeadline,
        },
        new WalletKey(row.MemberId, row.Coin), row.Units)
    { NotIfFrozen = true };
}
