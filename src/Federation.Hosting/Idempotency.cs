using Federation.Errors.V1;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Federation.Hosting;

/// <summary>That a low-rate command was executed, written in the same transaction as its effect and kept for ever, and what
/// it was answered with.</summary>
public sealed class CommandRecord
{
    public required string Principal { get; init; }

    public required Guid RequestId { get; init; }

    public required string Method { get; init; }

    public required byte[] Fingerprint { get; init; }

    /// <summary>Null once it is not kept any more, see <see cref="AnswerSweep{TDb}"/>.</summary>
    public required byte[]? Response { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The credential that sent it, an OAuth 2 <c>client_id</c>; null for a module's own and for older ones.</summary>
    public string? ClientId { get; init; }
}

/// <summary>
/// One effect per (principal, request_id), for commands that are too rare for the ledger's way. The effect runs on the
/// context, which is saved and committed together with the record of the answer.
/// </summary>
public static class Idempotency
{
    private const int Attempts = 4;

    /// <param name="db">The module's context.</param>
    /// <param name="command">Who asked what, under which id.</param>
    /// <param name="effect">Changes the context and makes the answer. Runs again when another transaction was in the way, on
    /// a context without memory. May throw <see cref="RefusalException"/>: then nothing is kept. Calls no other module: the
    /// transaction holds a connection (<see cref="OpenTransaction"/>). What others need to know is asked before, and what they
    /// must be told is written down and told after the commit.</param>
    /// <param name="recorded">The answer as a replay gives it, where that is less than the first (a secret).</param>
    public static async Task<TResponse> RunOnceAsync<TResponse>(
        this ModuleDb db, IdempotentCommand command, Func<Task<TResponse>> effect, CancellationToken cancel,
        Func<TResponse, TResponse>? recorded = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        for (var attempt = 1; ; attempt++)
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
                // Perhaps the same command, sent twice, was first and made what this one stumbled over: then its answer is ours.
                db.ChangeTracker.Clear();
                if (await FindAsync<TResponse>(db, command, cancel) is { } replay)
                    return replay;
                throw;
            }
            catch (Exception e) when (attempt < Attempts && (DatabaseErrors.IsUniqueViolation(e) || DatabaseErrors.IsTransient(e)))
            {
                // Somebody else was first: read again; the record may be there now, or the effect will see what is.
            }
        }
    }

    private static async Task<TResponse?> FindAsync<TResponse>(ModuleDb db, IdempotentCommand command, CancellationToken cancel)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var record = await db.Commands.AsNoTracking().SingleOrDefaultAsync(
            c => c.Principal == command.Principal && c.RequestId == command.RequestId, cancel);
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
        ErrorReason.RequestIdReused, $"request_id {requestId} was used before for a request with other content; make a new one.");
}

/// <summary>A command as idempotency sees it.</summary>
public sealed record IdempotentCommand(string Principal, Guid RequestId, string Method, byte[] Fingerprint, DateTimeOffset Now)
{
    public static IdempotentCommand Of(Caller caller, Guid requestId, string method, IMessage request, TimeProvider time) =>
        new(caller.Principal, requestId, method, Hosting.Fingerprint.Of(method, request), time.UtcNow())
        {
            ClientId = caller.ClientId,
        };

    /// <summary>The credential that sent it. It plays no part in what a retry means: a rotated or replaced one may retry.</summary>
    public string? ClientId { get; init; }

    internal CommandRecord Record(IMessage response) => new()
    {
        Principal = Principal,
        RequestId = RequestId,
        Method = Method,
        Fingerprint = Fingerprint,
        Response = response.ToByteArray(),
        CreateTime = Now,
        ClientId = ClientId,
    };
}
