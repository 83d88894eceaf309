using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Federation.Hosting;

/// <summary>
/// A module's database: one schema of its own, snake_case names, the same columns on every database. On SQLite a UUID
/// is a 16-byte blob and a time is a number of microseconds, so that both compare as they should.
/// </summary>
public abstract class ModuleDb(DbContextOptions options, string schema) : DbContext(options)
{
    public string Schema { get; } = schema;

    /// <summary>What low-rate commands were answered with; see <see cref="Idempotency"/>.</summary>
    public DbSet<CommandRecord> Commands => Set<CommandRecord>();

    protected bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

    protected bool IsSqlServer => Database.ProviderName!.EndsWith("SqlServer", StringComparison.Ordinal);

    /// <summary>Where the database lets one transaction write at a time: the caller's turn, to be disposed of after
    /// it.</summary>
    public Task<IDisposable?> WriterTurnAsync(CancellationToken cancel) => IsSqlite
        ? SqliteSettings.TurnAsync(Database.GetDbConnection(), cancel) : Task.FromResult<IDisposable?>(null);

    protected abstract void Define(ModelBuilder model);

    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (!IsSqlite)
            modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<CommandRecord>(command =>
        {
            command.ToTable("commands");
            command.HasKey(c => new { c.Principal, c.RequestId });
            command.Property(c => c.Principal).HasMaxLength(100);
            command.Property(c => c.Method).HasMaxLength(200);
            command.Property(c => c.Fingerprint).HasMaxLength(32);
            command.Property(c => c.ClientId).HasMaxLength(100);
            // Only answers that are still there; the sweep never looks at the others again.
            command.HasIndex(c => c.CreateTime, "IX_commands_answers").HasFilter("response IS NOT NULL");
        });
        modelBuilder.Entity<SweepLease>(lease =>
        {
            lease.ToTable("sweep_leases");
            lease.HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(32).IsUnicode(false);
        });
        Define(modelBuilder);
        // docs/decisions/0039-libraries-that-were-weighed.md tells why this is no package.
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            // A type that others derive from has no table of its own.
            if (!entity.IsAbstract() && entity.GetTableName() is { } table)
                entity.SetTableName(JsonNamingPolicy.SnakeCaseLower.ConvertName(table));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.GetColumnName()));
            // Not every server that speaks SQL Server's protocol answers an UPDATE with rows.
            if (IsSqlServer)
                entity.UseSqlOutputClause(false);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (!IsSqlite)
            return;
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuidConverter>();
    }

    private sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
        time => Moments.ToMicroseconds(time), microseconds => Moments.FromMicroseconds(microseconds));

    private sealed class BigEndianGuidConverter() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));
}
