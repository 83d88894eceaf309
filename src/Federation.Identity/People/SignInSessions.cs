using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Browsers in which people are signed in: begun, found by their cookie, confirmed, ended.</summary>
internal sealed class SignInSessions(IdentityDb db, TimeProvider time)
{
    /// <summary>How long a member stays signed in.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private const int MostAgent = 200;

    /// <summary>A new session of a user, or of a brand's link alone.</summary>
    /// <param name="memberId">The member.</param>
    /// <param name="userId">The user; null where a brand's link is all that there is.</param>
    /// <param name="linkBrand">The brand of the link; null where there is a user.</param>
    /// <param name="way">How the person signed in.</param>
    /// <param name="agent">What the browser calls itself.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What its cookie holds.</returns>
    public async Task<Secret> BeginAsync(
        Guid memberId, Guid? userId, string? linkBrand, string way, string agent, CancellationToken cancel)
    {
        var secret = Secret.New();
        var now = time.UtcNow();
        db.Sessions.Add(new SignInSession
        {
            Id = Guid.CreateVersion7(now),
            SecretHash = secret.Hash,
            UserId = userId,
            MemberId = memberId,
            LinkBrands = linkBrand ?? "",
            Way = way,
            AuthTime = now,
            CreateTime = now,
            SeenTime = now,
            ExpireTime = now + Life,
            Agent = agent.Length > MostAgent ? agent[..MostAgent] : agent,
        });
        await SaveAsync(cancel);
        return secret;
    }

    /// <summary>The session of a cookie, if it is good.</summary>
    public async Task<SignInSession?> FindAsync(Secret? secret, CancellationToken cancel) => secret is null
        ? null
        : Good(await db.Sessions.SingleOrDefaultAsync(s => s.SecretHash == secret.Hash, cancel));

    /// <summary>The session of tokens, if it is good.</summary>
    public async Task<SignInSession?> FindAsync(Guid id, CancellationToken cancel) =>
        Good(await db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancel));

    /// <summary>The person has signed in again: the session goes on under a new cookie, so that one which somebody had
    /// set before is worth nothing.</summary>
    public async Task<Secret> ConfirmAsync(SignInSession session, string way, CancellationToken cancel)
    {
        var secret = Secret.New();
        (session.SecretHash, session.Way, session.AuthTime) = (secret.Hash, way, time.UtcNow());
        await SaveAsync(cancel);
        return secret;
    }

    /// <summary>Ends a session. Doing so twice is no error.</summary>
    public async Task EndAsync(Guid id, CancellationToken cancel)
    {
        var now = time.UtcNow();
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Sessions.Where(s => s.Id == id && s.EndTime == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndTime, now), cancel);
    }

    /// <summary>The good sessions of a user, the one that was seen last first.</summary>
    public Task<List<SignInSession>> ListAsync(Guid userId, CancellationToken cancel)
    {
        var now = time.UtcNow();
        return db.Sessions.AsNoTracking()
            .Where(s => s.UserId == userId && s.EndTime == null && s.ExpireTime > now)
            .OrderByDescending(s => s.SeenTime).ToListAsync(cancel);
    }

    /// <summary>The brands that the session shows the member to be a customer of.</summary>
    public async Task<IReadOnlyList<string>> BrandsOfAsync(SignInSession session, CancellationToken cancel) =>
        session.UserId is { } user
            ? await db.UserBrands.Where(b => b.UserId == user).Select(b => b.PartnerId).Order().ToListAsync(cancel)
            : session.LinkBrandList;

    private SignInSession? Good(SignInSession? session) =>
        session is { EndTime: null } && session.ExpireTime > time.UtcNow() ? session : null;

    private async Task SaveAsync(CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.SaveChangesAsync(cancel);
    }
}
