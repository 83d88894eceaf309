using Federation.Hosting;
using Federation.Identity;
using Microsoft.EntityFrameworkCore;

namespace Federation.Scenarios;

/// <summary>Sessions of people at a deployment on the embedded databases, as the sign-in pages begin them.</summary>
internal static class StaffSessions
{
    /// <summary>Begins a session.</summary>
    /// <param name="folder">The deployment's data.</param>
    /// <param name="user">The person.</param>
    /// <returns>Its name.</returns>
    public static async Task<string> BeginAsync(string folder, Identity.V1.User user)
    {
        var options = new DbContextOptionsBuilder<SqliteIdentityDb>();
        Databases.Use(
            options, new DeploymentOptions { DataDirectory = folder, Sandbox = true }, IdentityModule.Name);
        await using var db = new SqliteIdentityDb(options.Options);
        var now = Moments.Cut(DateTimeOffset.UtcNow);
        var session = new StaffSession
        {
            Id = Guid.CreateVersion7(now),
            SecretHash = Guid.NewGuid().ToByteArray(),
            UserId = Guid.Parse(user.Uid),
            Way = "passkey",
            AuthTime = now,
            CreateTime = now,
            SeenTime = now,
            ExpireTime = now + StaffSession.Life,
            Agent = "Test browser",
        };
        db.StaffSessions.Add(session);
        await db.SaveChangesAsync();
        return $"{user.Name}/sessions/{session.Id:D}";
    }
}
