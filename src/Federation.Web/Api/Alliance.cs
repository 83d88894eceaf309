using Federation.Client;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>The alliance's API as the person before the page may use it: with their own token.</summary>
internal sealed class Alliance(
    FederationClient client, SessionStore sessions, Authority authority, SessionCookie cookie, Catalogue catalogue,
    IHttpContextAccessor contexts)
{
    private FederationClient? asPerson;

    /// <summary>The person's client.</summary>
    public FederationClient Client => asPerson ??= client.WithTokens(TokenAsync);

    public CancellationToken Cancel => contexts.HttpContext!.RequestAborted;

    /// <summary>All coins, by their ids.</summary>
    public Task<IReadOnlyDictionary<string, CoinView>> CoinsAsync() => catalogue.CoinsAsync(Client, Cancel);

    /// <summary>The person, who works for a brand or for the alliance.</summary>
    public async Task<StaffMember> StaffAsync() =>
        StaffMember.Of(Visitor.Of(contexts.HttpContext!)?.Name ?? "", await TokenAsync(Cancel));

    /// <summary>The alliance's time: a sandbox's is its own.</summary>
    public async Task<DateTimeOffset> NowAsync() =>
        (await Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: Cancel)).Clock.Now
            .ToDateTimeOffset();

    /// <summary>Does what a page needs from the alliance.</summary>
    /// <returns>What stood in the way; null: nothing.</returns>
    /// <exception cref="SessionEndedException">The alliance does not take the person's token any more; the session is
    /// gone.</exception>
    public async Task<Trouble?> DoAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && Cancel.IsCancellationRequested)
        {
            // The browser has gone on to another page: nobody waits for this one.
            throw new OperationCanceledException(e.Message, e, Cancel);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unauthenticated)
        {
            // Ended elsewhere, or revoked: here it ends at once, too.
            await EndAsync();
            throw new SessionEndedException();
        }
        catch (SessionEndedException)
        {
            await EndAsync();
            throw;
        }
        catch (RefusedException e) when (e.StatusCode is not StatusCode.Unavailable)
        {
            return new Trouble.Refused(e.Refusal, e.StatusCode);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return new Trouble.Away();
        }
        catch (AuthorityAwayException)
        {
            return new Trouble.Away();
        }
    }

    private async Task EndAsync()
    {
        var context = contexts.HttpContext!;
        if (Visitor.Of(context) is { } visitor)
            await sessions.EndAsync(visitor.Hash, CancellationToken.None);
        cookie.Delete(context.Response);
        Visitor.Leave(context);
    }

    private async ValueTask<string> TokenAsync(CancellationToken cancel)
    {
        var visitor = Visitor.Of(contexts.HttpContext!) ?? throw new SessionEndedException();
        return await sessions.AccessTokenAsync(visitor.Hash, authority, cancel);
    }
}
