using Federation.Errors.V1;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Federation.Hosting;

/// <summary>
/// One effect per (principal, request_id), for commands that are too rare for the ledger's way. The effect runs on the
/// context, which is saved and committed together with the record of the answer.
/// </summary>
public static class Idempotency
{
    /// <param name="db">The module's context.</param>
    /// <param name="command">Who asked what, under which id.</param>
    /// <param name="effect">Changes the context and makes the answer. Runs again when another transaction was in the
    /// way, on a context without memory. May throw <see cref="RefusalException"/>: then nothing is kept. Calls no other
    /// module: the transaction holds a connection (<see cref="OpenTransaction"/>). What others need to know is asked
    /// before, and what they must be sent is written down, and sent after the commit.</param>
    /// <param name="recorded">The answer as a replay gives it, where that is less than the first (a secret).</param>
    public static async Task<TResponse> RunOnceAsync<TResponse>(
        this ModuleDb db, IdempotentCommand command, Func<Task<TResponse>> effect, CancellationToken cancel,
        Func<TResponse, TResponse>? recorded = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        // Somebody else was first: read again; the record may be there now, or the effect will see what is.
        return await Contention.Commands.ExecuteAsync(
            async attempt => await RunAsync(db, command, effect, recorded, attempt), cancel);
    }

    private static async Task<TResponse> RunAsync<TResponse>(
        ModuleDb db, IdempotentCommand command, Func<Task<TResponse>> effect, Func<TResponse, TResponse>? recorded,
        CancellationToken cancel)
        where TResponse : class, IMessage<TResponse>, new()
    {
        db.ChangeTracker.Clear();
        try
        {
            using var turn = await db.WriterTurnAsync(cancel);
            using var open = OpenTransaction.Enter();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await FindAsync<TResponse>(db, command, cancel) is { } replay)
                return replay;
            var response = await effect();
            db.Commands.Add(command.Record(recorded is null ? response : recorded(response)));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return response;
        }
        catch (RefusalException)
        {
            // Perhaps the same command, sent twice, was first and made what this one stumbled over: its answer is ours.
            db.ChangeTracker.Clear();
            if (await FindAsync<TResponse>(db, command, cancel) is { } replay)
                return replay;
            throw;
        }
    }

    private static async Task<TResponse?> FindAsync<TResponse>(
        ModuleDb db, IdempotentCommand command, CancellationToken cancel)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var record = await db.Commands.AsNoTracking().SingleOrDefaultAsync(
            c => c.Principal == command.Principal.Name && c.RequestId == command.RequestId, cancel);
        if (record is null)
            return null;
        if (!record.Fingerprint.AsSpan().SequenceEqual(command.Fingerprint))
            throw new RefusalException(Reused(command.RequestId));
        if (record.Response is null)
            throw new RefusalException(NotKept(record));
        var response = new TResponse();
        response.MergeFrom(record.Response);
        response.Descriptor.FindFieldByName("replayed").Accessor.SetValue(response, true);
        return response;
    }

    private static Refusal NotKept(CommandRecord record) => new(
        ErrorReason.AnswerNotKept,
        $"request_id {record.RequestId} was executed at {record.CreateTime:O}, too long ago for its answer to be kept; "
        + "it was not executed again.");

    public static Refusal Reused(Guid requestId) => new(
        ErrorReason.RequestIdReused,
        $"request_id {requestId} was used before for a request with other content; make a new one.");
}
