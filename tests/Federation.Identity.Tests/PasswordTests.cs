using Federation.Hosting;
using Federation.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Identity.Tests;

/// <summary>Passwords of staff: which are taken, how they are kept, and how guesses are slowed.</summary>
public sealed class PasswordTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    private static readonly string[] Names = ["ann.lee", "Ann Lee", "aster", "Federation"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("three grey geese 7")]
    [InlineData("xK9#mQ2$vL7p")]
    [InlineData("我今天早上喝了三杯热豆浆")]
    [InlineData("ann likes very old trains")]
    [InlineData("\u00e9t\u00e9 \u00e0 la montagne")]
    [InlineData("            x y z a b c")]
    public void Password_ThatIsLongAndUnknown_IsTaken(string password) =>
        Assert.Null(PasswordRules.ProblemOf(password, Names));

    [Theory]
    [InlineData("", nameof(PasswordProblem.TooShort))]
    [InlineData("xK9#mQ2$vL7", nameof(PasswordProblem.TooShort))]
    [InlineData("我今天早上喝了三杯热豆", nameof(PasswordProblem.TooShort))]
    [InlineData("aaaaaaaaaaaa", nameof(PasswordProblem.Pattern))]
    [InlineData("abababababab", nameof(PasswordProblem.Pattern))]
    [InlineData("abcd1abcd1abcd1", nameof(PasswordProblem.Pattern))]
    [InlineData("密码密码密码密码密码密码", nameof(PasswordProblem.Pattern))]
    [InlineData("abcdefghijkl", nameof(PasswordProblem.Pattern))]
    [InlineData("lkjihgfedcba", nameof(PasswordProblem.Pattern))]
    [InlineData("123456789012", nameof(PasswordProblem.Pattern))]
    [InlineData("qwertyuiop12", nameof(PasswordProblem.Pattern))]
    [InlineData("QwertyAsdfgh", nameof(PasswordProblem.Pattern))]
    [InlineData("password1234", nameof(PasswordProblem.Common))]
    [InlineData("2026!Dragon!!2026", nameof(PasswordProblem.Common))]
    [InlineData("P@ssw0rd12345", nameof(PasswordProblem.Common))]
    [InlineData("letmeinletmein", nameof(PasswordProblem.Common))]
    [InlineData("Sunshine!!!!!!!", nameof(PasswordProblem.Common))]
    [InlineData("AnnLee-Aster-26", nameof(PasswordProblem.Own))]
    [InlineData("federation2026!", nameof(PasswordProblem.Own))]
    [InlineData("Aster+Ann.2026!", nameof(PasswordProblem.Own))]
    public void Password_ThatIsGuessed_IsNotTaken(string password, string problem) =>
        Assert.Equal(problem, PasswordRules.ProblemOf(password, Names)?.ToString());

    [Fact]
    public void Password_MayHave256Characters_OfAnyKind()
    {
        var longest = string.Concat(
            Enumerable.Range(0, 256).Select(i => char.ConvertFromUtf32(0x1F400 + (i * 7 % 200))));
        Assert.Null(PasswordRules.ProblemOf(longest, Names));
        Assert.Equal(PasswordProblem.TooLong, PasswordRules.ProblemOf(longest + "x", Names));
    }

    /// <summary>Half of a pair is what a broken client sends.</summary>
    [Fact]
    public void Password_WithAHalfCharacter_IsRead() =>
        Assert.Null(PasswordRules.ProblemOf("three grey \ud83d geese", Names));

    [Fact]
    public void List_HasWhatManyPeopleUse()
    {
        Assert.True(CommonPasswords.Contains("qwerty"));
        Assert.True(CommonPasswords.Contains("iloveyou"));
        Assert.False(CommonPasswords.Contains("three grey geese"));
    }

    /// <summary>One keyboard sends an accented letter as one character, another as two.</summary>
    [Fact]
    public async Task Password_TypedOnAnotherKeyboard_IsTheSame()
    {
        await using var process = await IdentityProcess.StartAsync();
        using var scope = process.Services.CreateScope();
        var user = Guid.NewGuid();
        await SetAsync(scope, user, "caf\u00e9 on the corner");
        var passwords = scope.ServiceProvider.GetRequiredService<Passwords>();
        Assert.True(await passwords.CheckAsync(user, "cafe\u0301 on the corner", Cancel));
        Assert.False(await passwords.CheckAsync(user, "Caf\u00e9 on the corner", Cancel));
        Assert.False(await passwords.CheckAsync(user, "caf\u00e9 on the corner ", Cancel));
        Assert.False(await passwords.CheckAsync(Guid.NewGuid(), "caf\u00e9 on the corner", Cancel));
        Assert.False(await passwords.CheckAsync(null, "caf\u00e9 on the corner", Cancel));
    }

    [Fact]
    public async Task Password_UnderAnOldHash_IsHashedAnew_WhenItIsUsed()
    {
        await using var process = await IdentityProcess.StartAsync();
        using var scope = process.Services.CreateScope();
        var (user, db) = (Guid.NewGuid(), scope.ServiceProvider.GetRequiredService<IdentityDb>());
        var old = new PasswordHasher<StaffPassword>(
            Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(null!, "an old password");
        var now = Moments.Cut(DateTimeOffset.UtcNow);
        db.Passwords.Add(new StaffPassword { UserId = user, Hash = old, ChangeTime = now });
        await db.SaveChangesAsync(Cancel);
        var passwords = scope.ServiceProvider.GetRequiredService<Passwords>();

        Assert.False(await passwords.CheckAsync(user, "another password", Cancel));
        Assert.Equal(old, await HashOfAsync(db, user));
        Assert.True(await passwords.CheckAsync(user, "an old password", Cancel));
        var renewed = await HashOfAsync(db, user);
        Assert.NotEqual(old, renewed);
        Assert.True(await passwords.CheckAsync(user, "an old password", Cancel));
        Assert.Equal(renewed, await HashOfAsync(db, user));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(9, 16)]
    [InlineData(20, 900)]
    [InlineData(int.MaxValue, 900)]
    public void Waits_DoubleUpToAQuarterOfAnHour(int tries, int seconds) =>
        Assert.Equal(seconds, TryLimit.Name.WaitAfter(tries).TotalSeconds);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Tries_AtOnce_AllCount(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var process = await IdentityProcess.StartAsync(await TestDatabase.CreateAsync(kind));
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await using var scope = process.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<TryLimits>().TakeAsync(TryLimit.Name, "ann", Cancel);
        }));
        var counts = taken.OfType<int>().Order().ToList();
        Assert.Distinct(counts);
        Assert.InRange(counts.Count, 1, 5);
    }

    [Fact]
    public async Task Tries_AreForgottenAfterADay_AndGivenBack()
    {
        await using var process = await IdentityProcess.StartAsync();
        await using var scope = process.Services.CreateAsyncScope();
        var (limits, db) = (scope.ServiceProvider.GetRequiredService<TryLimits>(),
            scope.ServiceProvider.GetRequiredService<IdentityDb>());
        for (var i = 1; i <= 5; i++)
            Assert.Equal(i, await limits.TakeAsync(TryLimit.Name, "ann", Cancel));
        Assert.Null(await limits.TakeAsync(TryLimit.Name, "ann", Cancel));
        Assert.Equal(1, await limits.TakeAsync(TryLimit.Name, "bob", Cancel));

        await limits.GiveBackAsync(TryLimit.Name, "ann", Cancel);
        Assert.Equal(5, await limits.TakeAsync(TryLimit.Name, "ann", Cancel));
        var then = Moments.Cut(DateTimeOffset.UtcNow.AddHours(-25));
        await db.Tries.ExecuteUpdateAsync(
            t => t.SetProperty(x => x.Time, then).SetProperty(x => x.NextTime, then), Cancel);
        Assert.Equal(1, await limits.TakeAsync(TryLimit.Name, "ann", Cancel));
    }

    private static async Task SetAsync(IServiceScope scope, Guid user, string password)
    {
        var passwords = scope.ServiceProvider.GetRequiredService<Passwords>();
        await passwords.SetAsync(user, passwords.HashOf(user, password), Cancel);
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync(Cancel);
    }

    private static Task<string> HashOfAsync(IdentityDb db, Guid user) =>
        db.Passwords.AsNoTracking().Where(p => p.UserId == user).Select(p => p.Hash).SingleAsync(Cancel);
}
