using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    /// <summary>Takes the next step of a redemption. Decided anew where it moved meanwhile.</summary>
    /// <param name="name">The redemption, of the calling brand.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="fingerprint">Of the request.</param>
    /// <param name="plan">Why the step cannot be taken, or what the ledger books of it.</param>
    /// <param name="context">The call.</param>
    private async Task<(Redemption Redemption, bool Replayed)> TakeStepAsync(
        RedemptionId name, Guid requestId, byte[] fingerprint,
        Func<RedemptionHistory, RedemptionRow, PostBundleRequest,
            Task<(Refusal? Refusal, PostBundleRequest Bundle)>> plan,
        ServerCallContext context)
    {
        var (row, member) = await OwnRedemptionAsync(name, context);
        await RequireAtWorkAsync(name.PartnerId, context.CancellationToken);
        var caller = Caller.Of(context);
        var request = caller.PartnerId == name.PartnerId
            ? requestId
            : RedemptionKeys.RequestOf(caller.Principal, requestId);
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var history = await book.FindAsync(name, Options) ?? throw NotFound(name);
                var head = new PostBundleRequest
                {
                    RequestId = request.ToString("D"),
                    Fingerprint = ByteString.CopyFrom(fingerprint),
                    Kind = JournalKind.Reward,
                    Consumes =
                    {
                        new Consumption
                        {
                            Key = RedemptionKeys.StepOf(name, history.Count),
                            RefusalReason = Refusal.NameOf(ErrorReason.Contended),
                        },
                    },
                };
                var (refusal, bundle) = await plan(history, row, head);
                var booked = await posting.PostBundleAsync(
                    refusal is null ? bundle : Refused(head, refusal), Options());
                history = booked.Replayed
                    ? await book.FindAsync(name, Options) ?? throw NotFound(name)
                    : history.With(booked);
                if (row.HoldExpireTime is not null && history.Now.State != RedemptionState.Held)
                    await NoteDecidedAsync(row, context.CancellationToken);
                return (await ShownAsync(history, member, context), booked.Replayed);
            },
            context.CancellationToken);

        CallOptions Options() => context.OnwardFor(new PartnerId(name.PartnerId));
    }

    /// <summary>Notes that nothing is left to decide. The ledger has it for sure; what is not noted the sweep
    /// finds.</summary>
    private async Task NoteDecidedAsync(RedemptionRow row, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Redemptions.Where(r => r.Id == row.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.HoldExpireTime, (DateTimeOffset?)null), cancel);
    }

    /// <summary>A redemption of the calling brand's, or of the calling member's own, with the caller's name of its
    /// member.</summary>
    /// <exception cref="RefusalException">REDEMPTION_NOT_FOUND, BRAND_NOT_PROVEN.</exception>
    private async Task<(RedemptionRow Row, string Member)> OwnRedemptionAsync(
        RedemptionId name, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        caller.RequireProven(name.PartnerId, name.ToString());
        var row = await db.Redemptions.AsNoTracking().SingleOrDefaultAsync(
            r => r.Id == name.Id && r.PartnerId == name.PartnerId, context.CancellationToken);
        if (row is null || !IsOwn(caller, row))
            throw NotFound(name);
        return (row, MemberOf(caller, row));
    }

    private bool IsOwn(Caller caller, RedemptionRow row) => caller.Member is { } self
        ? MemberChecks.IdOf(names.NameFor(row.PartnerId, self)).Span.SequenceEqual(row.Member)
        : caller.PartnerId == row.PartnerId;

    private static string MemberOf(Caller caller, RedemptionRow row) => caller.Member is not null
        ? ResourceNames.Me
        : ResourceNames.Members + new Guid(row.Member, bigEndian: true).ToString("D");

    private static RefusalException NotFound(RedemptionId redemption) =>
        new(Refusal.NotFound(ErrorReason.RedemptionNotFound, redemption.ToString()));

    private static Refusal Done(RedemptionHistory history)
    {
        var state = history.Now.State.ToString().ToUpperInvariant();
        return new Refusal(ErrorReason.RedemptionDone, $"{history.Id} is {state}.").With("state", state);
    }

    private static Refusal NotHeld(RedemptionHistory history)
    {
        var state = history.Now.State.ToString().ToUpperInvariant();
        return new Refusal(ErrorReason.RedemptionNotHeld, $"{history.Id} is not held: it is {state}.")
            .With("state", state);
    }
}
