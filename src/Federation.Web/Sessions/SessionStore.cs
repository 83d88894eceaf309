using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>The table of sessions: any node serves any of them.</summary>
internal sealed class SessionStore(
    IServiceScopeFactory scopes, TokenSeal seal, SignInLog log, TimeProvider time)
{
    /// <summary>Longer than the issuer may take: a second node with the same refresh token would end the
    /// session.</summary>
    private static readonly TimeSpan RenewalLease = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>An access token is renewed before it ends, so that none ends on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly Guid node = Guid.NewGuid();

    /// <summary>Begins a session, always with a new secret.</summary>
    /// <returns>What the browser keeps.</returns>
    public async Task<string> BeginAsync(
        SessionKind kind, string subject, string name, SessionTokens tokens, CancellationToken cancel)
    {
        var (secret, hash) = SessionCookie.Make();
        var now = time.UtcNow();
        await DoAsync(async db =>
        {
            using var turn = await db.WriterTurnAsync(cancel);
            db.Sessions.Add(new SessionRow
            {
                Hash = hash,
                Kind = kind,
                Subject = subject,
                DisplayName = name,
                Tokens = seal.Seal(tokens),
                TokensVersion = 1,
                CreateTime = now,
                SeenTime = now,
                ExpireTime = now + SessionLife.Of(kind),
            });
            return await db.SaveChangesAsync(cancel);
        });
        return secret;
    }

    /// <summary>Who is signed in with it; null: the session has ended, or there never was one.</summary>
    public Task<Visitor?> FindAsync(byte[] hash, CancellationToken cancel) => DoAsync(async db =>
    {
        var row = await db.Sessions.AsNoTracking().Where(s => s.Hash == hash)
            .Select(s => new { s.Kind, s.DisplayName, s.SeenTime, s.ExpireTime }).FirstOrDefaultAsync(cancel);
        var now = time.UtcNow();
        if (row is null || SessionLife.HasEnded(row.Kind, row.SeenTime, row.ExpireTime, now))
            return null;
        if (now - row.SeenTime >= SessionLife.SeenStep)
        {
            using var turn = await db.WriterTurnAsync(cancel);
            await db.Sessions.Where(s => s.Hash == hash)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenTime, now), cancel);
        }
        return new Visitor(hash, row.Kind, row.DisplayName);
    });

    /// <summary>Ends a session.</summary>
    /// <returns>Its tokens, where there was one.</returns>
    public Task<SessionTokens?> EndAsync(byte[] hash, CancellationToken cancel) => DoAsync(async db =>
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var tokens = await db.Sessions.Where(s => s.Hash == hash).Select(s => s.Tokens).FirstOrDefaultAsync(cancel);
        await db.Sessions.Where(s => s.Hash == hash).ExecuteDeleteAsync(cancel);
        return tokens is null ? null : seal.Open(tokens);
    });

    /// <summary>A session's access token, renewed where it is about to end: by one node at a time, for a refresh token
    /// works once.</summary>
    /// <exception cref="SessionEndedException">The session has ended.</exception>
    /// <exception cref="AuthorityAwayException">The token has ended, and the issuer does not answer.</exception>
    public async Task<string> AccessTokenAsync(byte[] hash, Authority authority, CancellationToken cancel)
    {
        while (true)
        {
            var row = await DoAsync(db => db.Sessions.AsNoTracking().Where(s => s.Hash == hash)
                .Select(s => new { s.Tokens, s.TokensVersion }).FirstOrDefaultAsync(cancel))
                ?? throw new SessionEndedException();
            var tokens = seal.Open(row.Tokens);
            if (tokens is not null && time.UtcNow() < tokens.ExpireTime - Margin)
                return tokens.Access;
            if (tokens?.Refresh is null)
            {
                await EndAsync(hash, cancel);
                throw new SessionEndedException();
            }
            if (!await LeaseAsync(hash, row.TokensVersion, cancel))
                await Task.Delay(Pause, time, cancel);
            else if (await RenewAsync(hash, row.TokensVersion, tokens, authority, cancel) is { } access)
                return access;
        }
    }

    /// <summary>Takes the renewal of this version of the tokens; false while another node has it, or is done.</summary>
    private async Task<bool> LeaseAsync(byte[] hash, long version, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var (owner, until) = ((Guid?)node, (DateTimeOffset?)(now + RenewalLease));
        return await DoAsync(async db =>
        {
            using var turn = await db.WriterTurnAsync(cancel);
            return await db.Sessions
                .Where(s => s.Hash == hash && s.TokensVersion == version
                    && (s.RenewalUntil == null || s.RenewalUntil <= now))
                .ExecuteUpdateAsync(
                    s => s.SetProperty(x => x.RenewalOwner, owner).SetProperty(x => x.RenewalUntil, until), cancel);
        }) == 1;
    }

    /// <summary>Asks the issuer and keeps what it gave. Null: the lease was lost meanwhile.</summary>
    private async Task<string?> RenewAsync(
        byte[] hash, long version, SessionTokens old, Authority authority, CancellationToken cancel)
    {
        try
        {
            // Not to be broken off: the issuer takes a refresh token once, and what it gave for it must be kept.
            var given = await authority.TokensAsync(
                [new("grant_type", "refresh_token"), new("refresh_token", old.Refresh!)], CancellationToken.None);
            var kept = given with { Refresh = given.Refresh ?? old.Refresh, Id = given.Id ?? old.Id };
            return await KeepAsync(hash, version, kept) == 1 ? kept.Access : null;
        }
        catch (SignInRefusedException)
        {
            await EndAsync(hash, cancel);
            throw new SessionEndedException();
        }
        catch (AuthorityAwayException e)
        {
            log.Away(e);
            await KeepAsync(hash, version, null);
            if (time.UtcNow() < old.ExpireTime)
                return old.Access;
            throw;
        }
    }

    /// <summary>Writes new tokens, or none, and lets go of the lease.</summary>
    private Task<int> KeepAsync(byte[] hash, long version, SessionTokens? tokens) => DoAsync(async db =>
    {
        using var turn = await db.WriterTurnAsync(CancellationToken.None);
        var mine = db.Sessions.Where(s => s.Hash == hash && s.TokensVersion == version && s.RenewalOwner == node);
        if (tokens is null)
            return await mine.ExecuteUpdateAsync(s => s.SetProperty(x => x.RenewalUntil, (DateTimeOffset?)null));
        var (kept, next) = (seal.Seal(tokens), version + 1);
        return await mine.ExecuteUpdateAsync(s => s.SetProperty(x => x.Tokens, kept)
            .SetProperty(x => x.TokensVersion, next).SetProperty(x => x.RenewalUntil, (DateTimeOffset?)null));
    });

    private async Task<T> DoAsync<T>(Func<WebDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<WebDb>());
    }
}
