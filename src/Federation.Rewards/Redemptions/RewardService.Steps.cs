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
    /// <param name="request">The request.</param>
    /// <param name="plan">Why the step cannot be taken, or what the ledger books of it.</param>
    /// <param name="context">The call.</param>
    private async Task<(Redemption Redemption, bool Replayed)> TakeStepAsync(
        RedemptionId name, Guid requestId, IMessage request,
        Func<RedemptionHistory, RewardId, PostBundleRequest, Task<(Refusal? Refusal, PostBundleRequest Bundle)>> plan,
        ServerCallContext context)
    {
        var (row, member) = await OwnRedemptionAsync(name, context);
        await RequireAtWorkAsync(name.PartnerId, context.CancellationToken);
        var fingerprint = ByteString.CopyFrom(Fingerprint.Of(context.Method, request));
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var history = await book.FindAsync(name, context.Onward) ?? throw NotFound(name);
                var head = new PostBundleRequest
                {
                    RequestId = requestId.ToString("D"),
                    Fingerprint = fingerprint,
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
                var (refusal, bundle) = await plan(history, row.Reward, head);
                var booked = await posting.PostBundleAsync(
                    refusal is null ? bundle : Refused(head, refusal), context.Onward());
                history = booked.Replayed
                    ? await book.FindAsync(name, context.Onward) ?? throw NotFound(name)
                    : history.With(booked);
                return (await ShownAsync(history, member, context), booked.Replayed);
            },
            context.CancellationToken);
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
}
