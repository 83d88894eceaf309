using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Web;

/// <summary>The schema <c>web</c>: who is signed in, and the keys that seal their tokens. Nothing of the alliance's
/// books.</summary>
public abstract class WebDb(DbContextOptions options) : ModuleDb(options, WebModule.Name)
{
    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();

    protected override void Define(ModelBuilder model)
    {
        model.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions");
            session.HasKey(s => s.Hash);
            session.Property(s => s.Hash).HasMaxLength(32);
            session.Property(s => s.Subject).HasMaxLength(200);
            session.Property(s => s.DisplayName).HasMaxLength(200);
            // Of the sweep, which takes away what has ended.
            session.HasIndex(s => s.ExpireTime);
        });
        model.Entity<ProtectionKeyRow>(key =>
        {
            key.ToTable("protection_keys");
            key.HasKey(k => k.Id);
            key.Property(k => k.Id).ValueGeneratedNever();
        });
    }
}

public sealed class SqliteWebDb(DbContextOptions<SqliteWebDb> options) : WebDb(options);

public sealed class PostgresWebDb(DbContextOptions<PostgresWebDb> options) : WebDb(options);

public sealed class SqlServerWebDb(DbContextOptions<SqlServerWebDb> options) : WebDb(options);

internal sealed class SqliteWebDesign() : DesignTimeDb<SqliteWebDb>(DatabaseKind.Sqlite, WebModule.Name);

internal sealed class PostgresWebDesign() : DesignTimeDb<PostgresWebDb>(DatabaseKind.Postgres, WebModule.Name);

internal sealed class SqlServerWebDesign() : DesignTimeDb<SqlServerWebDb>(DatabaseKind.SqlServer, WebModule.Name);
