using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Identity;

/// <summary>
/// Signs staff in by a password and a second step. What an answer says, and what work it takes, is the same whether
/// there is such a person or not, until the password was right.
/// </summary>
internal sealed class StaffSigning(
    IdentityDb db, Passwords passwords, TotpSecrets apps, RecoveryCodes recovery, TryLimits limits, TimedSeals seals,
    SignInSessions sessions, IOptions<IdentityOptions> options, ILogger<StaffSigning> logger)
{
    /// <summary>How long after the password the second step may come.</summary>
    public static readonly TimeSpan StepLife = TimeSpan.FromMinutes(10);

    private const string StepAbout = "password-step";
    private const string KnownAbout = "known-browser";

    /// <summary>After so many tries within a day somebody should look.</summary>
    private const int Alarming = 10;

    private static readonly TimeSpan KnownLife = TimeSpan.FromDays(180);

    /// <summary>Tries a password.</summary>
    /// <returns>Null where it is right; the browser then has a cookie for the second step.</returns>
    public async Task<SignInProblem?> TryPasswordAsync(HttpContext context, TypedName name, string password)
    {
        var cancel = context.RequestAborted;
        var (byOrigin, origin) = (TryLimit.Origin(options.Value.PasswordTriesPerOrigin), SigningIn.OriginOf(context));
        var user = await db.Staff.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Owner == name.Owner && s.Person == name.Person, cancel);
        var (limit, whose) = LimitOf(context, name, user);
        // Nor do strangers who share an address with the person slow its own browser.
        if (limit != TryLimit.Browser && await limits.TakeAsync(byOrigin, origin, cancel) is null)
            return SignInProblem.TriesTooMany;
        if (await limits.TakeAsync(limit, whose, cancel) is not { } tries)
            return SignInProblem.TriesTooMany;
        var isRight = await passwords.CheckAsync(user?.Id, password, cancel);
        if (!isRight || user is not { MaySignIn: true })
        {
            if (tries == Alarming && user is not null)
                Log.PasswordGuessed(logger, user.Name, tries);
            return SignInProblem.NameOrPasswordWrong;
        }
        if (limit != TryLimit.Browser)
            await limits.GiveBackAsync(byOrigin, origin, cancel);
        await limits.GiveBackAsync(limit, whose, cancel);
        SessionCookie.WriteStep(context, seals.Seal(StepAbout, await StepOfAsync(user.Id, cancel)), StepLife);
        return null;
    }

    /// <summary>Whose password was right in this browser; null where nobody's was, lately.</summary>
    public async Task<StaffUser?> AfterPasswordAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        return seals.Open(StepAbout, SessionCookie.ReadStep(context), StepLife) is { } step
            && Guid.TryParse(step.Split(' ')[0], out var id)
            // A password that was changed meanwhile is not right any more.
            && await StepOfAsync(id, cancel) == step
            && await db.Staff.SingleOrDefaultAsync(s => s.Id == id, cancel) is { MaySignIn: true } user
            ? user : null;
    }

    /// <summary>Tries a code of the user's app, or a recovery code in place of it.</summary>
    /// <returns>Null where it is right.</returns>
    public async Task<SignInProblem?> TrySecondAsync(
        StaffUser user, string code, bool isRecovery, CancellationToken cancel)
    {
        if (await limits.TakeAsync(TryLimit.SecondStep, user.Id.ToString(), cancel) is not { } tries)
            return SignInProblem.TriesTooMany;
        var isRight = isRecovery
            ? await recovery.UseAsync(user.Id, code, cancel) : await apps.TryAsync(user.Id, code, cancel);
        if (isRight)
        {
            await limits.ForgetAsync(TryLimit.SecondStep, user.Id.ToString(), cancel);
            return null;
        }
        if (tries == Alarming)
            Log.SecondStepGuessed(logger, user.Name, tries);
        return isRecovery ? SignInProblem.RecoveryCodeWrong : SignInProblem.AppCodeWrong;
    }

    /// <summary>The user is in: a session under a new cookie, in a browser that is known from now on.</summary>
    public async Task SignedInAsync(HttpContext context, StaffUser user, string way)
    {
        await SigningIn.SignedInAsync(context, sessions, user, way);
        await limits.ForgetAsync(TryLimit.Name, KeyOf(user.Owner, user.Person), context.RequestAborted);
        SessionCookie.ClearStep(context);
        SessionCookie.WriteKnown(context, seals.Seal(KnownAbout, $"{user.Id} {Guid.NewGuid()}"), KnownLife);
    }

    /// <summary>Strangers slow each other down, and a person in a browser of its own only itself.</summary>
    private (TryLimit Limit, string Whose) LimitOf(HttpContext context, TypedName name, StaffUser? user) =>
        user is not null && seals.Open(KnownAbout, SessionCookie.ReadKnown(context), KnownLife) is { } known
            && known.Split(' ')[0] == user.Id.ToString()
            ? (TryLimit.Browser, known) : (TryLimit.Name, KeyOf(name.Owner, name.Person));

    private static string KeyOf(string owner, string person) => $"{owner} {person}";

    private async Task<string> StepOfAsync(Guid user, CancellationToken cancel)
    {
        var changed = await db.Passwords.Where(p => p.UserId == user).Select(p => (DateTimeOffset?)p.ChangeTime)
            .SingleOrDefaultAsync(cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{user} {changed?.UtcTicks ?? 0}");
    }
}
