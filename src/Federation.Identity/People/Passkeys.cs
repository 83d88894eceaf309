using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Passkeys: added by somebody who is signed in, and used to sign in. The platform's own handler checks what
/// authenticators say.</summary>
internal sealed class Passkeys(
    IPasskeyHandler<User> handler, PasskeyUsers store, Users users, IdentityDb db, TimedSeals seals)
{
    private const string ShownName = "Federation";

    /// <summary>What the sealed challenge is for.</summary>
    private const string About = "passkey";

    /// <summary>How long a browser has to answer a challenge.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The options with which a browser asks for any passkey of ours, as JSON.</summary>
    public async Task<string> OptionsToSignInAsync(HttpContext context)
    {
        var options = await handler.MakeRequestOptionsAsync(user: null, context);
        SessionCookie.WritePasskey(context, seals.Seal(About, options.AssertionState ?? ""));
        return options.RequestOptionsJson;
    }

    /// <summary>Whose passkey it is that answered; null if it is nobody's, or the answer is not good.</summary>
    public async Task<User?> SignInAsync(HttpContext context, string credential)
    {
        if (seals.Open(About, SessionCookie.TakePasskey(context), Patience) is not { } state)
            return null;
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext
        {
            HttpContext = context,
            CredentialJson = credential,
            AssertionState = state,
        });
        if (!result.Succeeded || !result.User.MaySignIn)
            return null;
        using var turn = await db.WriterTurnAsync(context.RequestAborted);
        await store.AddOrUpdatePasskeyAsync(result.User, result.Passkey, context.RequestAborted);
        await db.SaveChangesAsync(context.RequestAborted);
        return result.User;
    }

    /// <summary>The options with which a browser makes a passkey for the session's user, as JSON.</summary>
    public async Task<string> OptionsToAddAsync(HttpContext context, SignInSession session)
    {
        var cancel = context.RequestAborted;
        if (session.User is { } id && await db.Staff.FindAsync([id], cancel) is { } staff)
            return await OptionsToAddAsync(context, staff);
        var contact = session.User is not { } member ? null : await db.Contacts.Where(c => c.UserId == member)
            .OrderBy(c => c.CreateTime).Select(c => c.Address).FirstOrDefaultAsync(cancel);
        var name = contact is null ? ShownName : ContactAddress.Kept(contact).Shown;
        return await OptionsToAddAsync(context, Users.IdFor(session), name, name);
    }

    /// <summary>The options with which a browser makes a passkey for a member of staff.</summary>
    public Task<string> OptionsToAddAsync(HttpContext context, StaffUser user) =>
        OptionsToAddAsync(context, user.Id, user.Name, user.DisplayName);

    /// <summary>Adds the passkey that was made. A session without a user gets one.</summary>
    public async Task<bool> AddAsync(HttpContext context, SignInSession session, string credential)
    {
        if (await ReadMadeAsync(context, Users.IdFor(session), credential) is not { } passkey)
            return false;
        using var turn = await db.WriterTurnAsync(context.RequestAborted);
        var user = await users.EnsureAsync(session, context.RequestAborted);
        await store.AddOrUpdatePasskeyAsync(user, passkey, context.RequestAborted);
        await db.SaveChangesAsync(context.RequestAborted);
        return true;
    }

    /// <summary>The passkey that the browser made for a user; null where it made none that is good, or made it for
    /// somebody else.</summary>
    public async Task<UserPasskeyInfo?> ReadMadeAsync(HttpContext context, Guid user, string credential)
    {
        if (seals.Open(About, SessionCookie.TakePasskey(context), Patience) is not { } state)
            return null;
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext
        {
            HttpContext = context,
            CredentialJson = credential,
            AttestationState = state,
        });
        // The state may be of another session in the same browser.
        return result.Succeeded && result.UserEntity.Id == user.ToString() ? result.Passkey : null;
    }

    private async Task<string> OptionsToAddAsync(HttpContext context, Guid user, string name, string displayName)
    {
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = user.ToString(), Name = name, DisplayName = displayName }, context);
        SessionCookie.WritePasskey(context, seals.Seal(About, options.AttestationState ?? ""));
        return options.CreationOptionsJson;
    }
}
