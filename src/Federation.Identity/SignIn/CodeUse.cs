using Microsoft.AspNetCore.Http;

namespace Federation.Identity;

/// <summary>Does what a one-time code was asked for: signs somebody in, or adds the address that it was sent
/// to.</summary>
internal sealed class CodeUse(Users users, SignInSessions sessions)
{
    public async Task<CodeOutcome> UseAsync(HttpContext context, SignInCode code, CancellationToken cancel)
    {
        var address = ContactAddress.Kept(code.Address);
        if (code.SessionId is not null)
            return await AddAsync(context, code, address, cancel);
        if (await users.FindAsync(address, cancel) is not { } user)
            return CodeOutcome.NobodysAddress;
        await SigningIn.SignedInAsync(context, sessions, user, SignInWay.Code);
        return CodeOutcome.SignedIn;
    }

    private async Task<CodeOutcome> AddAsync(
        HttpContext context, SignInCode code, ContactAddress address, CancellationToken cancel)
    {
        var session = await sessions.FindAsync(SessionCookie.Read(context), cancel);
        if (session is not MemberSession member || member.Id != code.SessionId)
            return CodeOutcome.NobodysAddress;
        if (!await users.AddAsync(member, address, cancel))
            return CodeOutcome.AnothersAddress;
        SessionCookie.Write(context, await sessions.ConfirmAsync(member, SignInWay.Code, cancel));
        return CodeOutcome.Added;
    }
}
