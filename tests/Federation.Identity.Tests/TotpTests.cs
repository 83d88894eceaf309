using System.Text;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity.Tests;

/// <summary>Codes of authenticator apps.</summary>
public sealed class TotpTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>RFC 6238, appendix B, of which apps show the last six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_IsTheStandards(long seconds, string code)
    {
        var key = new TotpKey(Encoding.ASCII.GetBytes("12345678901234567890"));
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, key.CodeAt(time));
        Assert.Equal(seconds / 30, key.StepOf(code, time));
    }

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Code_OfAClockThatIsOff_IsTakenOneStepAround(int seconds, bool isTaken)
    {
        var key = TotpKey.New();
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        Assert.Equal(isTaken, key.StepOf(key.CodeAt(now.AddSeconds(seconds)), now) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("abcdef")]
    [InlineData("１２３４５６")]
    public void Code_ThatIsNone_IsNotTaken(string typed) =>
        Assert.Null(TotpKey.New().StepOf(typed, DateTimeOffset.UtcNow));

    [Fact]
    public void Code_WithSpaces_IsTaken()
    {
        var (key, now) = (TotpKey.New(), DateTimeOffset.UtcNow);
        Assert.NotNull(key.StepOf(key.CodeAt(now).Insert(3, " "), now));
    }

    [Fact]
    public void Key_Has160Bits_AndIsAnotherEachTime()
    {
        Assert.Equal(20, TotpKey.New().Bytes.Length);
        Assert.NotEqual(TotpKey.New().Shown, TotpKey.New().Shown);
    }

    /// <summary>What somebody calls itself does not change what the app is told.</summary>
    [Fact]
    public void Address_OfAHostileName_HasOneSecret()
    {
        var address = new Uri(TotpKey.New().AddressFor("Federation", "ann&secret=AAAA:x?issuer=Evil#"));
        Assert.Equal("totp", address.Host);
        Assert.Single(address.Query.Split("secret=").Skip(1));
        Assert.Single(address.Query.Split("issuer=").Skip(1));
        Assert.Equal("", address.Fragment);
    }

    /// <summary>The database's columns: what is sealed fits, and is not the key.</summary>
    [Fact]
    public async Task Key_IsKeptSealed_ForItsUserAlone()
    {
        await using var process = await IdentityProcess.StartAsync();
        using var scope = process.Services.CreateScope();
        var (apps, db) = (scope.ServiceProvider.GetRequiredService<TotpSecrets>(),
            scope.ServiceProvider.GetRequiredService<IdentityDb>());
        var (key, one, other) = (TotpKey.New(), Guid.NewGuid(), Guid.NewGuid());
        var cancel = TestContext.Current.CancellationToken;
        await apps.SetAsync(one, key, 0, cancel);
        await db.SaveChangesAsync(cancel);
        var row = await db.TotpSecrets.SingleAsync(t => t.UserId == one, cancel);
        Assert.Equal(-1, row.Sealed.AsSpan().IndexOf(key.Bytes));
        Assert.InRange(row.Sealed.Length, 1, 100);

        // Moved to another user's row, it opens nothing.
        db.TotpSecrets.Add(new TotpSecret
        {
            UserId = other,
            Sealed = row.Sealed,
            LastStep = 0,
            CreateTime = row.CreateTime,
        });
        await db.SaveChangesAsync(cancel);
        Assert.False(await apps.TryAsync(other, StaffSignInFixture.Shown(key), cancel));
        Assert.True(await apps.TryAsync(one, StaffSignInFixture.Shown(key), cancel));
    }

    /// <summary>Two uses at once of one code: one is taken.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Code_UsedTwiceAtOnce_IsTakenOnce(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var process = await IdentityProcess.StartAsync(await TestDatabase.CreateAsync(kind));
        var (key, user) = (TotpKey.New(), Guid.NewGuid());
        var cancel = TestContext.Current.CancellationToken;
        using (var scope = process.Services.CreateScope())
        {
            await scope.ServiceProvider.GetRequiredService<TotpSecrets>().SetAsync(user, key, 0, cancel);
            await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync(cancel);
        }
        var code = StaffSignInFixture.Shown(key);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var scope = process.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<TotpSecrets>().TryAsync(user, code, cancel);
        }));
        Assert.Single(taken, t => t);
    }
}
