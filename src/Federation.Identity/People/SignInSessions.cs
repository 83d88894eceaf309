using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Browsers in which people are signed in: begun, found by their cookie, confirmed, ended.</summary>
internal sealed class SignInSessions(IdentityDb db, TimeProvider time)
{
    private const int MostAgent = 200;

    /// <summary>A new session of a user who may sign in, and did so here.</summary>
    /// <returns>What its cookie holds.</returns>
    public Task<Secret> BeginAsync(User user, string way, string agent, CancellationToken cancel) =>
        BeginAsync(user, way, agent, outside: null, cancel);

    /// <summary>A new session of a user who may sign in.</summary>
    /// <param name="user">The user.</param>
    /// <param name="way">How the person signed in.</param>
    /// <param name="agent">What the browser calls itself.</param>
    /// <param name="outside">What the company's own authority says of it; null where it was here.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What its cookie holds.</returns>
    public Task<Secret> BeginAsync(
        User user, string way, string agent, OutsideProof? outside, CancellationToken cancel)
    {
        if (!user.MaySignIn)
            throw new InvalidOperationException($"The user {user.Id} may not sign in.");
        return AddAsync(
            (secret, now) => user is StaffUser
                ? new StaffSession
                {
                    Id = Guid.CreateVersion7(now),
                    SecretHash = secret.Hash,
                    UserId = user.Id,
                    Way = way,
                    AuthTime = outside?.AuthTime ?? now,
                    AuthorityAcr = outside?.Acr,
                    CreateTime = now,
                    SeenTime = now,
                    ExpireTime = now + StaffSession.Life,
                    Agent = Short(agent),
                }
                : Of(((MemberUser)user).MemberId, user.Id, linkBrands: "", way, agent, secret, now),
            cancel);
    }

    /// <summary>A new session that a brand's link opens for its member.</summary>
    /// <param name="link">The link.</param>
    /// <param name="agent">What the browser calls itself.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>What its cookie holds.</returns>
    public Task<Secret> BeginAsync(SignInLink link, string agent, CancellationToken cancel) => AddAsync(
        (secret, now) => Of(link.MemberId, userId: null, link.PartnerId, SignInWay.Link, agent, secret, now), cancel);

    /// <summary>The session of a cookie, if it is good.</summary>
    public async Task<SignInSession?> FindAsync(Secret? secret, CancellationToken cancel) => secret is null
        ? null
        : Good(await db.Sessions.SingleOrDefaultAsync(s => s.SecretHash == secret.Hash, cancel));

    /// <summary>The session of tokens, if it is good.</summary>
    public async Task<SignInSession?> FindAsync(Guid id, CancellationToken cancel) =>
        Good(await db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancel));

    /// <summary>The person has signed in again: the session goes on under a new cookie, so that one which somebody had
    /// set before is worth nothing.</summary>
    public Task<Secret> ConfirmAsync(SignInSession session, string way, CancellationToken cancel) =>
        ConfirmAsync(session, way, outside: null, cancel);

    /// <summary>The same, with what the company's own authority says of it.</summary>
    public async Task<Secret> ConfirmAsync(
        SignInSession session, string way, OutsideProof? outside, CancellationToken cancel)
    {
        var secret = Secret.New();
        (session.SecretHash, session.Way) = (secret.Hash, way);
        session.AuthTime = outside?.AuthTime ?? time.UtcNow();
        if (session is StaffSession staff)
            staff.AuthorityAcr = outside?.Acr;
        await SaveAsync(cancel);
        return secret;
    }

    /// <summary>Ends a session. Doing so twice is no error.</summary>
    public async Task EndAsync(Guid id, CancellationToken cancel)
    {
        var now = time.UtcNow();
        using var turn = await db.WriterTurnAsync(cancel);
        if (await db.MemberSessions.Where(s => s.Id == id && s.EndTime == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndTime, now), cancel) == 0)
            await db.StaffSessions.Where(s => s.Id == id && s.EndTime == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndTime, now), cancel);
    }

    /// <summary>The good sessions of a user, the one that was seen last first.</summary>
    public async Task<List<SignInSession>> ListAsync(Guid userId, CancellationToken cancel)
    {
        var now = time.UtcNow();
        List<SignInSession> all =
        [
            .. await db.MemberSessions.AsNoTracking()
                .Where(s => s.UserId == userId && s.EndTime == null && s.ExpireTime > now).ToListAsync(cancel),
            .. await db.StaffSessions.AsNoTracking()
                .Where(s => s.UserId == userId && s.EndTime == null && s.ExpireTime > now).ToListAsync(cancel),
        ];
        return [.. all.Where(s => s.IsGood(now)).OrderByDescending(s => s.SeenTime)];
    }

    /// <summary>The brands that the session shows the member to be a customer of.</summary>
    public async Task<IReadOnlyList<string>> BrandsOfAsync(MemberSession session, CancellationToken cancel) =>
        session.UserId is { } user
            ? await db.UserBrands.Where(b => b.UserId == user).Select(b => b.PartnerId).Order().ToListAsync(cancel)
            : session.LinkBrandList;

    private static MemberSession Of(
        Guid memberId, Guid? userId, string linkBrands, string way, string agent, Secret secret,
        DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            SecretHash = secret.Hash,
            UserId = userId,
            MemberId = memberId,
            LinkBrands = linkBrands,
            Way = way,
            AuthTime = now,
            CreateTime = now,
            SeenTime = now,
            ExpireTime = now + MemberSession.Life,
            Agent = Short(agent),
        };

    private static string Short(string agent) => agent.Length > MostAgent ? agent[..MostAgent] : agent;

    private async Task<Secret> AddAsync(Func<Secret, DateTimeOffset, SignInSession> make, CancellationToken cancel)
    {
        var secret = Secret.New();
        db.Sessions.Add(make(secret, time.UtcNow()));
        await SaveAsync(cancel);
        return secret;
    }

    private SignInSession? Good(SignInSession? session) =>
        session?.IsGood(time.UtcNow()) == true ? session : null;

    private async Task SaveAsync(CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.SaveChangesAsync(cancel);
    }
}
