using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Passkeys: added by somebody who is signed in, and used to sign in. The platform's own handler checks what
/// authenticators say.</summary>
internal sealed class Passkeys(
    IPasskeyHandler<User> handler, PasskeyUsers store, Users users, IdentityDb db, TimedSeals seals)
{
    /// <summary>How long a browser has to answer a challenge.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const string ShownName = "Federation";

    /// <summary>What the sealed challenge is for.</summary>
    private const string About = "passkey";


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
    public async Task<string> OptionsToAddAsync(HttpContext context, SignInSession session) =>
        await OptionsAsync(context, Users.IdFor(session), await NameOfAsync(session, context.RequestAborted));

    /// <summary>The options with which a browser makes the first passkey of an invited user, as JSON.</summary>
    public Task<string> OptionsToEnrolAsync(HttpContext context, StaffUser user) =>
        OptionsAsync(context, user.Id, user.DisplayName);

    /// <summary>Adds the passkey that was made. A session without a user gets one.</summary>
    public async Task<bool> AddAsync(HttpContext context, SignInSession session, string credential)
    {
        if (await MadeAsync(context, Users.IdFor(session), credential) is not { } passkey)
            return false;
        using var turn = await db.WriterTurnAsync(context.RequestAborted);
        var user = await users.EnsureAsync(session, context.RequestAborted);
        await store.AddOrUpdatePasskeyAsync(user, passkey, context.RequestAborted);
        await db.SaveChangesAsync(context.RequestAborted);
        return true;
    }

    /// <summary>The passkey that a browser made for a user; null if the answer is not good.</summary>
    public async Task<UserPasskeyInfo?> MadeAsync(HttpContext context, Guid userId, string credential)
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
        return result.Succeeded && result.UserEntity.Id == userId.ToString() ? result.Passkey : null;
    }

    /// <summary>Adds a passkey that was made for an invited user.</summary>
    /// <remarks>Within the caller's transaction; saved by the caller.</remarks>
    public Task AddAsync(User user, UserPasskeyInfo passkey, CancellationToken cancel) =>
        store.AddOrUpdatePasskeyAsync(user, passkey, cancel);

    private async Task<string> OptionsAsync(HttpContext context, Guid userId, string name)
    {
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = userId.ToString(), Name = name, DisplayName = name }, context);
        SessionCookie.WritePasskey(context, seals.Seal(About, options.AttestationState ?? ""));
        return options.CreationOptionsJson;
    }

    /// <summary>What a browser lists the passkey under.</summary>
    private async Task<string> NameOfAsync(SignInSession session, CancellationToken cancel)
    {
        if (session is StaffSession staff)
            return await db.Staff.Where(s => s.Id == staff.UserId).Select(s => s.DisplayName).SingleAsync(cancel);
        var contact = session.User is not { } id ? null : await db.Contacts.Where(c => c.UserId == id)
            .OrderBy(c => c.CreateTime).Select(c => c.Address).FirstOrDefaultAsync(cancel);
        return contact is null ? ShownName : ContactAddress.Kept(contact).Shown;
    }
}
