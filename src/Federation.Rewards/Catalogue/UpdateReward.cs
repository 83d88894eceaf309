using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<UpdateRewardResponse> UpdateReward(
        UpdateRewardRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Positive(request.Revision, "revision");
        form.Terms(request.Terms, caller.RequirePartner());
        var name = OwnReward(form, caller, request.Name, "name");

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(name.PartnerId, _ => true, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(name.PartnerId, snapshot);
            var row = await TakeAsync(name, request.Revision, cancel);
            var fixedForm = new Form();
            fixedForm.SameKind(request.Terms, row.ReadTerms());
            fixedForm.Done();
            (row.Terms, row.CloseTime) = (request.Terms.ToByteArray(), request.Terms.ToTime?.ToDateTimeOffset());
            row.UpdateTime = now;
            return new UpdateRewardResponse { Reward = ToMessage(row) };
        }, cancel);
    }

    /// <summary>The reward, to be changed. Two who change it at the same moment meet in its row: the second starts
    /// again, and sees the first's.</summary>
    /// <param name="name">The reward.</param>
    /// <param name="revision">On which revision the change is based; null: on any.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="RefusalException">REWARD_NOT_FOUND, REWARD_ENDED, VERSION_MISMATCH.</exception>
    private async Task<RewardRow> TakeAsync(RewardId name, long? revision, CancellationToken cancel)
    {
        var named = db.Rewards.Where(r => r.PartnerId == name.PartnerId && r.Id == name.Id);
        var row = await named.SingleOrDefaultAsync(cancel) ?? throw NotFound(name);
        if (row.State == RewardState.Ended)
            throw new RefusalException(ErrorReason.RewardEnded, $"{name} has ended.");
        var before = row.Revision;
        if (revision is { } expected && expected != before)
            throw Changed(name, before, expected);
        var taken = await named.Where(r => r.Revision == before)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Revision, before + 1), cancel);
        if (taken == 0)
            throw Changed(name, before + 1, revision ?? before);
        row.Revision = before + 1;
        return row;
    }

    private static RefusalException Changed(RewardId name, long revision, long expected) => new(new Refusal(
        ErrorReason.VersionMismatch, $"{name} has revision {revision}, not {expected}; read it again.")
        .With("revision", revision));
}
