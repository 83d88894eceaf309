using Microsoft.EntityFrameworkCore;

namespace Federation.Bench;

internal sealed class NaiveDb(DbContextOptions<NaiveDb> options) : DbContext(options)
{
    public DbSet<NaiveWallet> Wallets => Set<NaiveWallet>();

    public DbSet<NaiveKey> Keys => Set<NaiveKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NaiveWallet>(w => w.ToTable("naive_wallets").Property(x => x.Id).ValueGeneratedNever());
        modelBuilder.Entity<NaiveEntry>().ToTable("naive_entries").HasIndex(e => e.Wallet);
        modelBuilder.Entity<NaiveKey>().ToTable("naive_keys").HasKey(k => k.RequestId);
        modelBuilder.Entity<NaiveOutbox>().ToTable("naive_outbox");
    }
}
