using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Federation.Identity.Tests;

/// <summary>The platform's hasher, with fewer rounds, which counts how often a password was compared.</summary>
internal sealed class CountingHasher : IPasswordHasher<StaffPassword>
{
    private readonly PasswordHasher<StaffPassword> hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

    private int compared;

    public int Compared => compared;

    public string HashPassword(StaffPassword user, string password) => hasher.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(
        StaffPassword user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref compared);
        return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
