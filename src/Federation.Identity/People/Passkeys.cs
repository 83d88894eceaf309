using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Passkeys: added by somebody who is signed in, and used to sign in. The platform's own handler checks what
/// authenticators say.</summary>
internal sealed class Passkeys(
    IPasskeyHandler<User> handler, PasskeyUsers store, Users users, IdentityDb db, PasskeyStates states)
{
    private const string ShownName = "Federation";

    /// <summary>The options with which a browser asks for any passkey of ours, as JSON.</summary>
    public async Task<string> OptionsToSignInAsync(HttpContext context)
    {
        var options = await handler.MakeRequestOptionsAsync(user: null, context);
        SessionCookie.WritePasskey(context, states.Seal(options.AssertionState));
        return options.RequestOptionsJson;
    }

    /// <summary>Whose passkey it is that answered; null if it is nobody's, or the answer is not good.</summary>
    public async Task<User?> SignInAsync(HttpContext context, string credential)
    {
        if (states.Open(SessionCookie.TakePasskey(context)) is not { } state)
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
        var contact = session.User is not { } id ? null : await db.Contacts.Where(c => c.UserId == id)
            .OrderBy(c => c.CreateTime).Select(c => c.Address).FirstOrDefaultAsync(context.RequestAborted);
        var name = contact is null ? ShownName : ContactAddress.Kept(contact).Shown;
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = Users.IdFor(session).ToString(), Name = name, DisplayName = name }, context);
        SessionCookie.WritePasskey(context, states.Seal(options.AttestationState));
        return options.CreationOptionsJson;
    }

    /// <summary>Adds the passkey that was made. A session without a user gets one.</summary>
    public async Task<bool> AddAsync(HttpContext context, SignInSession session, string credential)
    {
        if (states.Open(SessionCookie.TakePasskey(context)) is not { } state)
            return false;
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext
        {
            HttpContext = context,
            CredentialJson = credential,
            AttestationState = state,
        });
        // The state may be of another session in the same browser.
        if (!result.Succeeded || result.UserEntity.Id != Users.IdFor(session).ToString())
            return false;
        using var turn = await db.WriterTurnAsync(context.RequestAborted);
        var user = await users.EnsureAsync(session, context.RequestAborted);
        await store.AddOrUpdatePasskeyAsync(user, result.Passkey, context.RequestAborted);
        await db.SaveChangesAsync(context.RequestAborted);
        return true;
    }
}
