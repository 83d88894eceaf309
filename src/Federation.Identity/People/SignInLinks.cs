using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Identity;

/// <summary>Links that brands' servers ask for, each good once and for a short time.</summary>
internal sealed class SignInLinks(
    IdentityDb db, AllianceKey alliance, IOptions<IdentityOptions> options, TimeProvider time)
{
    private readonly byte[] key = alliance.Derive("sign-in-links");

    /// <summary>What a request's link holds: a retry gets the same one.</summary>
    public Code CodeOf(Principal principal, Guid requestId) => Code.Derived(key, principal, requestId);

    /// <summary>Adds a link, to be saved by the caller.</summary>
    public SignInLink Add(Code code, string partnerId, MemberId member)
    {
        var link = new SignInLink
        {
            Hash = code.Hash,
            PartnerId = partnerId,
            MemberId = member.Value,
            ExpireTime = time.UtcNow() + options.Value.SignInLinkLife,
        };
        db.Links.Add(link);
        return link;
    }

    /// <summary>The link, while it is good.</summary>
    public Task<SignInLink?> FindAsync(string typed, CancellationToken cancel)
    {
        if (!Code.TryRead(typed, out var code))
            return Task.FromResult<SignInLink?>(null);
        var now = time.UtcNow();
        return db.Links.AsNoTracking()
            .SingleOrDefaultAsync(l => l.Hash == code.Hash && l.UseTime == null && l.ExpireTime > now, cancel);
    }

    /// <summary>Uses the link: of two uses at once, one gets it.</summary>
    public async Task<SignInLink?> UseAsync(string typed, CancellationToken cancel)
    {
        if (await FindAsync(typed, cancel) is not { } link)
            return null;
        var now = time.UtcNow();
        using var turn = await db.WriterTurnAsync(cancel);
        var used = await db.Links.Where(l => l.Hash == link.Hash && l.UseTime == null)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.UseTime, now), cancel);
        return used == 1 ? link : null;
    }
}
