using Microsoft.AspNetCore.Identity;

namespace Federation.Identity;

/// <summary>What a password is compared with where there is no user of that name. It is made with the first try of all,
/// whoever is tried.</summary>
internal sealed class DummyPassword
{
    public DummyPassword(IPasswordHasher<StaffPassword> hasher) =>
        Row.Hash = hasher.HashPassword(Row, Secret.New().Text);

    public StaffPassword Row { get; } = new() { UserId = Guid.Empty, Hash = "", ChangeTime = default };
}
