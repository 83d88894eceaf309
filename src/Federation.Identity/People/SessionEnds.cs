using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Identity;

/// <summary>Ends sessions whose tokens somebody else holds: the session gets no new ones, and within about a second
/// every process refuses those that it has. Who signs out by himself needs none of it: the pages forget the tokens.
/// </summary>
internal sealed class SessionEnds(
    SignInSessions sessions, [FromKeyedServices(IdentityModule.Name)] DirectoryService.DirectoryServiceClient directory,
    ILogger<SessionEnds> logger)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);

    public async Task EndAsync(Guid id, CancellationToken cancel)
    {
        await sessions.EndAsync(id, cancel);
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
