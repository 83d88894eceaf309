using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>What a form sets up, or why it is not taken.</summary>
    public (NewWays? Ways, SignInProblem? Problem) Read(StaffUser user, PasswordAndApp typed) =>
        ProblemOf(user, typed.Password) is { } problem ? (null, problem)
        : ReadApp(user, typed) is { Ways: { } app }
            ? (app with { PasswordHash = passwords.HashOf(user.Id, typed.Password) }, null)
            : (null, SignInProblem.AppCodeWrong);

    /// <summary>The same of the app alone.</summary>
    public (NewWays? Ways, SignInProblem? Problem) ReadApp(StaffUser user, PasswordAndApp typed) =>
        Open(user, typed.Key) is { } key && key.StepOf(typed.Code, time.GetUtcNow()) is { } step
            ? (new NewWays(null, key, step), null) : (null, SignInProblem.AppCodeWrong);

    /// <summary>Sets up what a form has brought.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller.</remarks>
    public async Task SetAsync(StaffUser user, NewWays ways, CancellationToken cancel)
    {
        if (ways.PasswordHash is { } hash)
            await passwords.SetAsync(user.Id, hash, cancel);
        await apps.SetAsync(user.Id, ways.Key, ways.Step, cancel);
    }

    /// <summary>Sets a password alone, for who has an app.</summary>
    public Task ChangePasswordAsync(StaffUser user, string typed, CancellationToken cancel)
    {
        var hash = passwords.HashOf(user.Id, typed);
        return ChangeAsync(user, () => passwords.SetAsync(user.Id, hash, cancel), cancel);
    }

    /// <summary>New recovery codes, to be shown once.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller.</remarks>
    public Task<IReadOnlyList<string>> NewRecoveryAsync(StaffUser user, CancellationToken cancel) =>
        recovery.NewSetAsync(user.Id, cancel);

    /// <summary>Changes what the user has, all or nothing, one change after the other.</summary>
    public async Task ChangeAsync(StaffUser user, Func<Task> change, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Staff.Where(s => s.Id == user.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Revision, x => x.Revision + 1), cancel);
        await change();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private ShownAppKey Shown(StaffUser user, TotpKey key) => new(
        key.Shown, key.AddressFor(Product, $"{user.Person} ({user.Owner.Split('/')[^1]})"),
        seals.Seal(AboutOf(user), Base64Url.EncodeToString(key.Bytes)));

    private TotpKey? Open(StaffUser user, string kept) => seals.Open(AboutOf(user), kept, Patience) is { } text
        ? new TotpKey(Base64Url.DecodeFromChars(text)) : null;

    private static string AboutOf(StaffUser user) => $"app-key {user.Id}";
}
