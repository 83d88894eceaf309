using Federation.Hosting;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>The schema <c>messages</c>: what brands have set up, where members are reached, messages and what became of
/// them.</summary>
public abstract class MessagesDb(DbContextOptions options) : ModuleDb(options, MessagesModule.Name)
{
    private const int IdLength = 32;
    private const int LanguageLength = 8;

    internal DbSet<SettingsRow> Settings => Set<SettingsRow>();

    internal DbSet<TemplateRow> Templates => Set<TemplateRow>();

    internal DbSet<GatewayRow> Gateways => Set<GatewayRow>();

    internal DbSet<RecipientRow> Recipients => Set<RecipientRow>();

    internal DbSet<MessageRow> Messages => Set<MessageRow>();

    internal DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    internal DbSet<NoticeRow> Notices => Set<NoticeRow>();

    internal DbSet<CursorRow> Cursors => Set<CursorRow>();

    /// <summary>What was reminded of, by the name of the table.</summary>
    internal DbSet<ReminderRow> RemindersIn(string table) => Set<ReminderRow>(table);

    protected override void Define(ModelBuilder model)
    {
        model.Entity<SettingsRow>(settings =>
        {
            settings.ToTable("settings");
            settings.HasKey(s => s.PartnerId);
            settings.Property(s => s.PartnerId).HasMaxLength(IdLength);
        });
        model.Entity<TemplateRow>(template =>
        {
            template.ToTable("templates");
            template.HasKey(t => new { t.PartnerId, t.Kind, t.Language });
            template.Property(t => t.PartnerId).HasMaxLength(IdLength);
            template.Property(t => t.Language).HasMaxLength(LanguageLength);
            template.Property(t => t.Subject).HasMaxLength(TextLimits.MaxSubject);
            template.Property(t => t.Text).HasMaxLength(TextLimits.MaxText);
        });
        model.Entity<GatewayRow>(gateway =>
        {
            gateway.ToTable("gateways");
            gateway.HasKey(g => new { g.PartnerId, g.Channel });
            gateway.Property(g => g.PartnerId).HasMaxLength(IdLength);
            gateway.Property(g => g.Address).HasMaxLength(500);
        });
        model.Entity<RecipientRow>(recipient =>
        {
            recipient.ToTable("recipients");
            recipient.HasKey(r => new { r.Member, r.PartnerId });
            recipient.Property(r => r.PartnerId).HasMaxLength(IdLength);
            recipient.HasIndex(r => r.WipeTime).HasFilter("wipe_time IS NOT NULL");
        });
        model.Entity<CursorRow>(cursor =>
        {
            cursor.ToTable("cursors");
            cursor.HasKey(c => c.Name);
            cursor.Property(c => c.Name).HasMaxLength(32).IsUnicode(false);
            // It was the number of a group before others were followed, too.
            cursor.Property(c => c.Position).HasColumnName("group_number");
            cursor.HasData(
                new CursorRow { Name = CursorRow.Ledger }, new CursorRow { Name = CursorRow.Prizes },
                new CursorRow { Name = CursorRow.PrizeReminders });
        });
        DefineMessages(model);
        DefineReminders(model);
    }

    private static void DefineReminders(ModelBuilder model)
    {
        foreach (var table in new[] { ReminderRow.OfCoins, ReminderRow.OfCoupons })
            model.SharedTypeEntity<ReminderRow>(table, reminder =>
            {
                reminder.ToTable(table);
                reminder.HasKey(r => new { r.PartnerId, r.DaysBefore });
                reminder.Property(r => r.PartnerId).HasMaxLength(IdLength);
            });
        model.Entity<NoticeRow>(notice =>
        {
            notice.ToTable("notices");
            notice.HasKey(n => n.MessageId);
            notice.Property(n => n.MessageId).ValueGeneratedNever();
            notice.Property(n => n.PartnerId).HasMaxLength(IdLength);
            notice.Property(n => n.CoinId).HasMaxLength(IdLength);
            notice.Property(n => n.Problem).HasMaxLength(200);
            notice.HasOne(n => n.Message).WithOne().HasForeignKey<NoticeRow>(n => n.MessageId)
                .OnDelete(DeleteBehavior.Cascade);
            notice.HasIndex(n => n.DueTime).HasFilter("due_time IS NOT NULL");
        });
    }

    private static void DefineMessages(ModelBuilder model)
    {
        model.Entity<MessageRow>(message =>
        {
            message.ToTable("messages");
            message.HasKey(m => m.Id);
            message.Property(m => m.Id).ValueGeneratedNever();
            message.Property(m => m.PartnerId).HasMaxLength(IdLength);
            message.Property(m => m.KeyDigest).HasMaxLength(32);
            message.Property(m => m.Key).HasMaxLength(100);
            message.Property(m => m.Fingerprint).HasMaxLength(32);
            message.Property(m => m.Language).HasMaxLength(LanguageLength);
            message.Property(m => m.Subject).HasMaxLength(TextLimits.MaxSubject);
            message.HasIndex(m => new { m.PartnerId, m.KeyDigest }).IsUnique();
            message.HasIndex(m => m.CreateTime);
        });
        model.Entity<DeliveryRow>(delivery =>
        {
            delivery.ToTable("deliveries");
            delivery.HasKey(d => d.Id);
            delivery.Property(d => d.Id).ValueGeneratedNever();
            delivery.Property(d => d.PartnerId).HasMaxLength(IdLength);
            delivery.Property(d => d.Problem).HasMaxLength(200);
            delivery.Property(d => d.AnswerDigest).HasMaxLength(32);
            delivery.HasOne(d => d.Message).WithMany().HasForeignKey(d => d.MessageId)
                .OnDelete(DeleteBehavior.Cascade);
            delivery.HasIndex(d => new { d.MessageId, d.Channel }).IsUnique();
            // A member's inbox, and the order in which a member's messages are sent.
            delivery.HasIndex(d => new { d.Member, d.Channel, d.CreateTime });
            delivery.HasIndex(d => new { d.PartnerId, d.CreateTime });
            // What is due, and what the next digests are made of.
            delivery.HasIndex(d => new { d.State, d.DueTime }).HasFilter(
                $"state IN ({(int)DeliveryState.Waiting}, {(int)DeliveryState.Digested})");
        });
    }
}

/// <summary>The context on SQLite.</summary>
public sealed class SqliteMessagesDb(DbContextOptions<SqliteMessagesDb> options) : MessagesDb(options);

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgresMessagesDb(DbContextOptions<PostgresMessagesDb> options) : MessagesDb(options);

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerMessagesDb(DbContextOptions<SqlServerMessagesDb> options) : MessagesDb(options);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqliteMessagesDb()
    : DesignTimeDb<SqliteMessagesDb>(DatabaseKind.Sqlite, MessagesModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimePostgresMessagesDb()
    : DesignTimeDb<PostgresMessagesDb>(DatabaseKind.Postgres, MessagesModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqlServerMessagesDb()
    : DesignTimeDb<SqlServerMessagesDb>(DatabaseKind.SqlServer, MessagesModule.Name);
