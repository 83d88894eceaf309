using Microsoft.AspNetCore.Identity;

namespace Federation.Identity;

/// <summary>What a password is compared with where there is no user of that name.</summary>
internal sealed class DummyPassword
{
    private StaffPassword? row;

    public StaffPassword By(IPasswordHasher<StaffPassword> hasher) => LazyInitializer.EnsureInitialized(ref row, () =>
    {
        var made = new StaffPassword { UserId = Guid.Empty, Hash = "", ChangeTime = default };
        made.Hash = hasher.HashPassword(made, Secret.New().Text);
        return made;
    });
}
