using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Federation.Accounts;

/// <summary>The schema <c>accounts</c>.</summary>
public abstract class AccountsDb(DbContextOptions options) : ModuleDb(options, AccountsModule.Name)
{
    private const int IdLength = 32;
    private const int PrincipalLength = 100;
    private const int MerchantLength = 84; // partners/{32}/merchants/{32}
    private const int PersonLength = 64;

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<LinkCode> LinkCodes => Set<LinkCode>();

    public DbSet<PayCode> PayCodes => Set<PayCode>();

    public DbSet<WalletNotice> WalletNotices => Set<WalletNotice>();

    protected override void Define(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<Member>(member =>
        {
            member.HasKey(m => m.Id);
            member.Property(m => m.Id).ValueGeneratedNever();
            member.Property(m => m.LanguageCode).HasMaxLength(35).IsUnicode(false);
            member.Property(m => m.CloseProposer).HasMaxLength(PrincipalLength);
            member.Property(m => m.CloseApprover).HasMaxLength(PrincipalLength);
            member.Property(m => m.LeftPartnerId).HasMaxLength(IdLength).IsUnicode(false);
            // The sweep looks for closings that are due.
            member.HasIndex(m => new { m.State, m.CloseTime });
        });
        model.Entity<Membership>(DefineMembership);
        model.Entity<LinkCode>(code =>
        {
            code.HasKey(c => c.Hash);
            code.Property(c => c.Hash).HasMaxLength(32);
            code.Property(c => c.PartnerId).HasMaxLength(IdLength).IsUnicode(false);
            code.Property(c => c.Person).HasMaxLength(PersonLength).IsUnicode(false);
            code.Property(c => c.UsedByPartnerId).HasMaxLength(IdLength).IsUnicode(false);
            code.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
            // Ending a link ends the codes made through it, and so many are open at once.
            code.HasIndex(c => new { c.MemberId, c.PartnerId });
            // The sweep deletes those that expired long ago.
            code.HasIndex(c => c.ExpireTime);
        });
        model.Entity<PayCode>(code =>
        {
            code.HasKey(c => c.Hash);
            code.Property(c => c.Hash).HasMaxLength(32);
            code.Property(c => c.PartnerId).HasMaxLength(IdLength).IsUnicode(false);
            code.Property(c => c.CoinId).HasMaxLength(IdLength).IsUnicode(false);
            code.Property(c => c.Coins).HasMaxLength(PayCode.MaxCoins * (IdLength + 1)).IsUnicode(false);
            code.Property(c => c.Merchant).HasMaxLength(MerchantLength).IsUnicode(false);
            code.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
            code.HasIndex(c => new { c.MemberId, c.PartnerId });
            // The sweep deletes those that expired long ago.
            code.HasIndex(c => c.ExpireTime);
        });
        model.Entity<WalletNotice>(notice =>
        {
            notice.HasKey(n => n.Id);
            notice.Property(n => n.Id).ValueGeneratedNever();
            notice.Property(n => n.Principal).HasMaxLength(100).IsUnicode(false);
            notice.Property(n => n.Coins).IsUnicode(false);
            // Few rows: those of commands that are under way, and of commands whose ledger was away.
            notice.HasIndex(n => new { n.Principal, n.RequestId });
        });
    }

    private void DefineMembership(EntityTypeBuilder<Membership> membership)
    {
        membership.HasKey(m => new { m.PartnerId, m.MemberId });
        membership.Property(m => m.PartnerId).HasMaxLength(IdLength).IsUnicode(false);
        var externalId = membership.Property(m => m.ExternalId).HasMaxLength(128).IsUnicode(false);
        // A brand's numbers A1 and a1 are two numbers; SQL Server's usual collation takes them for one.
        if (Database.ProviderName!.EndsWith("SqlServer", StringComparison.Ordinal))
            externalId.UseCollation("Latin1_General_100_BIN2");
        membership.HasOne(m => m.Member).WithMany(m => m.Memberships).HasForeignKey(m => m.MemberId)
            .OnDelete(DeleteBehavior.Restrict);
        membership.Property(m => m.LinkedBy).HasMaxLength(PersonLength).IsUnicode(false);
        // A number is one member's while the link holds; then it can be given again.
        membership.HasIndex(m => new { m.PartnerId, m.ExternalId }, "IX_memberships_linked_number").IsUnique()
            .HasFilter($"state = {(int)LinkState.Linked}");
        // FindMember looks among those that left too.
        membership.HasIndex(m => new { m.PartnerId, m.ExternalId, m.State });
        // ListMembers pages in the order of linking.
        membership.HasIndex(m => new { m.PartnerId, m.LinkTime, m.MemberId });
        // BatchResolveSpending reads all memberships of a member.
        membership.HasIndex(m => m.MemberId);
    }
}

public sealed class SqliteAccountsDb(DbContextOptions<SqliteAccountsDb> options) : AccountsDb(options);

public sealed class PostgresAccountsDb(DbContextOptions<PostgresAccountsDb> options) : AccountsDb(options);

public sealed class SqlServerAccountsDb(DbContextOptions<SqlServerAccountsDb> options) : AccountsDb(options);

internal sealed class SqliteDesign()
    : DesignTimeDb<SqliteAccountsDb>(DatabaseKind.Sqlite, AccountsModule.Name);

internal sealed class PostgresDesign()
    : DesignTimeDb<PostgresAccountsDb>(DatabaseKind.Postgres, AccountsModule.Name);

internal sealed class SqlServerDesign()
    : DesignTimeDb<SqlServerAccountsDb>(DatabaseKind.SqlServer, AccountsModule.Name);
