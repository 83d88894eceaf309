using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Identity;

/// <summary>Ends sessions whose tokens somebody else holds: the session gets no new ones, and within about a second
/// every process refuses those that it has. Who signs out by himself needs none of it: the pages forget the tokens.
/// </summary>
internal sealed class SessionEnds(
    IdentityDb db, SignInSessions sessions,
    [FromKeyedServices(IdentityModule.Name)] DirectoryService.DirectoryServiceClient directory, TimeProvider time,
    ILogger<SessionEnds> logger)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);

    public async Task EndAsync(Guid id, CancellationToken cancel)
    {
        await sessions.EndAsync(id, cancel);
        await RefuseAsync(id, cancel);
    }

    /// <summary>Ends all sessions of a staff user: they get no new tokens.</summary>
    /// <remarks>Within the caller's transaction, after which <see cref="RefuseEndedAsync"/> follows.</remarks>
    public async Task EndAllAsync(Guid userId, CancellationToken cancel)
    {
        var now = time.UtcNow();
        await db.StaffSessions.Where(s => s.UserId == userId && s.EndTime == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndTime, now), cancel);
    }

    /// <summary>Has the tokens refused of all sessions of a staff user that ended within the life of a token. Doing so
    /// twice, as for a command that is sent again, is no error.</summary>
    public async Task RefuseEndedAsync(Guid userId, CancellationToken cancel)
    {
        var since = time.UtcNow() - AccessTokens.LongestLife;
        var ended = await db.StaffSessions.Where(s => s.UserId == userId && s.EndTime > since)
            .Select(s => s.Id).ToListAsync(cancel);
        await Task.WhenAll(ended.Select(id => RefuseAsync(id, cancel)));
    }

    /// <summary>Has the tokens refused of a session that has ended.</summary>
    public async Task RefuseAsync(Guid id, CancellationToken cancel)
    {
        try
        {
            // gRPC's deadlines are wall-clock times of this process.
            await directory.RefuseSessionAsync(
                new RefuseSessionRequest { SessionId = id.ToString() }, deadline: DateTime.UtcNow + CallLimit,
                cancellationToken: cancel);
        }
        catch (RpcException e) when (!cancel.IsCancellationRequested)
        {
            Log.SessionNotRefused(logger, id, e.Status.Detail);
        }
    }
}
