using Federation.Hosting;
using Federation.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Scenarios;

/// <summary>Sessions of people at a deployment, as the sign-in pages begin them.</summary>
internal static class StaffSessions
{
    /// <summary>Begins a session.</summary>
    /// <param name="deployment">Where its databases are.</param>
    /// <param name="user">The person.</param>
    /// <returns>Its name.</returns>
    public static async Task<string> BeginAsync(DeploymentOptions deployment, Identity.V1.User user)
    {
        await using var services = new ServiceCollection()
            .AddModuleDb<IdentityDb, SqliteIdentityDb, PostgresIdentityDb, SqlServerIdentityDb>(
                deployment, IdentityModule.Name)
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
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
