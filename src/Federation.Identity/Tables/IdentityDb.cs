using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>
/// The schema <c>identity</c>: OpenIddict's four tables, of which only the clients are used yet, and the signing keys.
/// </summary>
public abstract class IdentityDb(DbContextOptions options) : ModuleDb(options, IdentityModule.Name)
{
    public DbSet<OAuthClient> Clients => Set<OAuthClient>();

    public DbSet<ClientOwner> ClientOwners => Set<ClientOwner>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    protected override void Define(ModelBuilder model)
    {
        model.UseOpenIddict<OAuthClient, OAuthAuthorization, OAuthScope, OAuthToken, string>();
        model.Entity<OAuthClient>(client =>
        {
            client.ToTable("clients");
            client.Property(c => c.Id).HasMaxLength(36);
            client.Property(c => c.Owner).HasMaxLength(100);
            client.Property(c => c.Role).HasMaxLength(50);
            client.Property(c => c.Principal).HasMaxLength(100);
            client.Property(c => c.Scopes).HasMaxLength(2000);
            client.Property(c => c.Creator).HasMaxLength(100);
            client.Property(c => c.Approver).HasMaxLength(100);
            client.Property(c => c.Revoker).HasMaxLength(100);
            client.HasIndex(c => new { c.Owner, c.CreateTime });
        });
        model.Entity<ClientOwner>(owner =>
        {
            owner.ToTable("client_owners");
            owner.HasKey(o => o.Owner);
            owner.Property(o => o.Owner).HasMaxLength(100);
        });
        model.Entity<OAuthAuthorization>(authorization =>
        {
            authorization.ToTable("authorizations");
            authorization.Property(a => a.Id).HasMaxLength(36);
        });
        model.Entity<OAuthScope>(scope =>
        {
            scope.ToTable("scopes");
            scope.Property(s => s.Id).HasMaxLength(36);
        });
        model.Entity<OAuthToken>(token =>
        {
            token.ToTable("tokens");
            token.Property(t => t.Id).HasMaxLength(36);
        });
        model.Entity<SigningKeyRow>(key =>
        {
            key.ToTable("signing_keys");
            key.HasKey(k => k.Number);
            key.Property(k => k.Number).ValueGeneratedNever();
            key.Property(k => k.KeyId).HasMaxLength(64);
            key.HasIndex(k => k.KeyId).IsUnique();
            key.Property(k => k.PrivateKey).HasMaxLength(1000);
        });
    }
}

public sealed class SqliteIdentityDb(DbContextOptions<SqliteIdentityDb> options) : IdentityDb(options);

public sealed class PostgresIdentityDb(DbContextOptions<PostgresIdentityDb> options) : IdentityDb(options);

public sealed class SqlServerIdentityDb(DbContextOptions<SqlServerIdentityDb> options) : IdentityDb(options);

internal sealed class SqliteIdentityDesign() : DesignTimeDb<SqliteIdentityDb>(DatabaseKind.Sqlite, IdentityModule.Name);

internal sealed class PostgresIdentityDesign()
    : DesignTimeDb<PostgresIdentityDb>(DatabaseKind.Postgres, IdentityModule.Name);

internal sealed class SqlServerIdentityDesign()
    : DesignTimeDb<SqlServerIdentityDb>(DatabaseKind.SqlServer, IdentityModule.Name);
