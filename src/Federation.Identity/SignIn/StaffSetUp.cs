using System.Buffers.Text;
using Federation.Hosting;

namespace Federation.Identity;

/// <summary>Gives staff a password and an app. An app counts once it has shown a right code.</summary>
internal sealed class StaffSetUp(
    IdentityDb db, Passwords passwords, TotpSecrets apps, RecoveryCodes recovery, TimedSeals seals, TimeProvider time)
{
    /// <summary>How long a page with a new key may be open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private const string Product = "Federation";

    /// <summary>A new key for the user's app, as the page shows it.</summary>
    public ShownAppKey NewKey(StaffUser user) => Shown(user, TotpKey.New());

    /// <summary>The same key again, where the page comes back; a new one where it was open for too long.</summary>
    public ShownAppKey KeyAgain(StaffUser user, string kept) => Shown(user, Open(user, kept) ?? TotpKey.New());

    /// <summary>Why the password is not taken; null if it is.</summary>
    public static SignInProblem? ProblemOf(StaffUser user, string password) =>
        PasswordRules.ProblemOf(password, [user.Person, user.DisplayName, user.Owner.Split('/')[^1], Product]) switch
        {
            PasswordProblem.TooShort => SignInProblem.PasswordTooShort,
            PasswordProblem.TooLong => SignInProblem.PasswordTooLong,
            PasswordProblem.Common => SignInProblem.PasswordCommon,
            PasswordProblem.Own => SignInProblem.PasswordOwn,
            PasswordProblem.Pattern => SignInProblem.PasswordPattern,
            _ => null,
        };

    /// <summary>Why the form is not taken; null if it is.</summary>
    public SignInProblem? ProblemOf(StaffUser user, PasswordAndApp typed) =>
        ProblemOf(user, typed.Password) ?? ProblemOfApp(user, typed);

    /// <summary>The same of the app alone.</summary>
    public SignInProblem? ProblemOfApp(StaffUser user, PasswordAndApp typed) =>
        Open(user, typed.Key)?.StepOf(typed.Code, time.GetUtcNow()) is null ? SignInProblem.AppCodeWrong : null;

    /// <summary>Sets all three: password, app and recovery codes.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller. The form has no problem.</remarks>
    /// <returns>The recovery codes, to be shown once.</returns>
    public async Task<IReadOnlyList<string>> SetAsync(
        StaffUser user, PasswordAndApp typed, CancellationToken cancel)
    {
        await passwords.SetAsync(user.Id, typed.Password, cancel);
        await SetAppAsync(user, typed, cancel);
        return await recovery.NewSetAsync(user.Id, cancel);
    }

    /// <summary>Sets the app alone.</summary>
    /// <remarks>As <see cref="SetAsync"/>.</remarks>
    public Task<bool> SetAppAsync(StaffUser user, PasswordAndApp typed, CancellationToken cancel) =>
        Open(user, typed.Key) is { } key ? apps.SetAsync(user.Id, key, typed.Code, cancel) : Task.FromResult(false);

    /// <summary>Changes what the user has, all or nothing, and its revision with it.</summary>
    /// <returns>False where the user may not sign in any more.</returns>
    public async Task<bool> ChangeAsync(StaffUser user, Func<Task<bool>> change, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockStaffAsync(user.Id, cancel);
        if (!await change())
            return false;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private ShownAppKey Shown(StaffUser user, TotpKey key) => new(
        key.Shown, key.AddressFor(Product, $"{user.Person} ({user.Owner.Split('/')[^1]})"),
        seals.Seal(AboutOf(user), Base64Url.EncodeToString(key.Bytes)));

    private TotpKey? Open(StaffUser user, string kept) => seals.Open(AboutOf(user), kept, Patience) is { } text
        ? new TotpKey(Base64Url.DecodeFromChars(text)) : null;

    private static string AboutOf(StaffUser user) => $"app-key {user.Id}";
}
