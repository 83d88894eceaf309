using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Gateway;

/// <summary>The schema <c>gateway</c>: the calls of the last days. Nothing is decided from it.</summary>
public abstract class GatewayDb(DbContextOptions options) : ModuleDb(options, GatewayApp.Name)
{
    public DbSet<RequestRow> Requests => Set<RequestRow>();

    public DbSet<RequestGapRow> Gaps => Set<RequestGapRow>();

    protected override void Define(ModelBuilder model)
    {
        model.Entity<RequestRow>(request =>
        {
            request.ToTable("requests");
            request.HasKey(r => r.Number);
            request.Property(r => r.Number).ValueGeneratedNever();
            request.Property(r => r.Owner).HasMaxLength(100);
            request.Property(r => r.Principal).HasMaxLength(100);
            request.Property(r => r.Sender).HasMaxLength(100);
            request.Property(r => r.Method).HasMaxLength(200);
            request.HasIndex(r => new { r.Owner, r.Number });
            request.HasIndex(r => r.RequestId);
        });
        model.Entity<RequestGapRow>(gap =>
        {
            gap.ToTable("request_gaps");
            gap.HasKey(g => g.Number);
            gap.Property(g => g.Number).ValueGeneratedNever();
            gap.Property(g => g.Owner).HasMaxLength(100);
        });
    }
}

public sealed class SqliteGatewayDb(DbContextOptions<SqliteGatewayDb> options) : GatewayDb(options);

public sealed class PostgresGatewayDb(DbContextOptions<PostgresGatewayDb> options) : GatewayDb(options);

public sealed class SqlServerGatewayDb(DbContextOptions<SqlServerGatewayDb> options) : GatewayDb(options);

internal sealed class SqliteGatewayDesign() : DesignTimeDb<SqliteGatewayDb>(DatabaseKind.Sqlite, GatewayApp.Name);

internal sealed class PostgresGatewayDesign() : DesignTimeDb<PostgresGatewayDb>(DatabaseKind.Postgres, GatewayApp.Name);

internal sealed class SqlServerGatewayDesign()
    : DesignTimeDb<SqlServerGatewayDb>(DatabaseKind.SqlServer, GatewayApp.Name);
