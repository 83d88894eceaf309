using System.Reflection;
using Federation.Accounts;
using Federation.Exchange;
using Federation.Hosting;
using Federation.Identity;
using Federation.Ledger;
using Federation.Messages;
using Federation.Partners;
using Federation.Programs;
using Federation.Rewards;
using Federation.Testing;
using Federation.Gateway;
using Federation.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Scenarios;

/// <summary>Every module's model and migrations, on every database. SQL Server's are generated here and run where there
/// is one.</summary>
public sealed class DatabaseTests
{
    private static readonly Type[] All =
        [.. new[] { typeof(AccountsDb), typeof(ExchangeDb), typeof(IdentityDb), typeof(LedgerDb), typeof(PartnersDb),
            typeof(ProgramsDb), typeof(RewardsDb), typeof(MessagesDb), typeof(WebDb), typeof(GatewayDb) }
            .SelectMany(c => c.Assembly.GetTypes().Where(t => t.IsSubclassOf(c) && !t.IsAbstract))];

    public static TheoryData<string> Contexts => [.. All.Select(t => t.Name)];

    public static TheoryData<string> SqlServerContexts =>
        [.. All.Select(t => t.Name).Where(n => n.StartsWith("SqlServer", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Model_HasItsMigrations(string context)
    {
        using var db = Open(context, "Server=none;Database=none");
        Assert.False(db.Database.HasPendingModelChanges(),
            $"{db.GetType().Name} has changes without a migration: src/add-migration.sh adds it.");
        Assert.NotEmpty(db.Database.GetMigrations());
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Migrations_BecomeAScript(string context)
    {
        using var db = Open(context, "Server=none;Database=none");
        var script = db.GetService<IMigrator>().GenerateScript();
        Assert.Contains("CREATE TABLE", script, StringComparison.Ordinal);
        Assert.Contains("commands", script, StringComparison.Ordinal);
        if (db.Database.ProviderName!.EndsWith("SqlServer", StringComparison.Ordinal))
            // Cloud-compatible servers lack these, and a version column of our own orders better than rowversion.
            Assert.DoesNotContain("rowversion", script, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public void Migrations_ForSqlServer_AreTransactSql(string context)
    {
        using var db = Open(context, "Server=none;Database=none");
        var migrator = db.GetService<IMigrator>();
        foreach (var options in new[]
            { MigrationsSqlGenerationOptions.Default,
                MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent })
            Assert.NotEmpty(TransactSql.Parse(migrator.GenerateScript(options: options)).Batches);
        var back = migrator.GenerateScript(db.Database.GetMigrations().Last(), Migration.InitialDatabase);
        Assert.NotEmpty(TransactSql.Parse(back).Batches);
    }

    /// <summary>SQL Server does not count blanks at the end when it compares, under any collation. So no text by which
    /// rows are told apart may have them: each such column is named here, with the rule that keeps them out.</summary>
    [Fact]
    public void TextKeys_OfSqlServer_HaveNoBlanksAtTheirEnds()
    {
        var rules = TextKeyRules();
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var context in All.Select(t => t.Name).Where(n => n.StartsWith("SqlServer", StringComparison.Ordinal)))
        {
            using var db = Open(context, "Server=none;Database=none");
            foreach (var entity in db.Model.GetEntityTypes())
                keys.UnionWith(entity.GetKeys().SelectMany(k => k.Properties)
                    .Concat(entity.GetIndexes().Where(i => i.IsUnique).SelectMany(i => i.Properties))
                    .Where(p => p.ClrType == typeof(string))
                    .Select(p => $"{db.Schema}.{entity.GetTableName()}.{p.GetColumnName()}"));
        }
        Assert.Equal(rules.Keys.ToList(), keys.ToList());
    }

    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public async Task Migrations_ApplyToSqlServer(string context)
    {
        Assert.SkipWhen(TestDatabase.Missing(DatabaseKind.SqlServer) is not null,
            TestDatabase.Missing(DatabaseKind.SqlServer) ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.SqlServer);
        await using var db = Open(context, database.Connection!);
        await db.Database.MigrateAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        await db.Database.MigrateAsync(Migration.InitialDatabase);
    }

    private static ModuleDb Open(string context, string connection)
    {
        var type = All.Single(t => t.Name == context);
        var kind = Enum.GetValues<DatabaseKind>()
            .Single(k => type.Name.StartsWith(k.ToString(), StringComparison.Ordinal));
        var builder =
            (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        Databases.Use(builder, new DeploymentOptions
        {
            Database = kind,
            Connection = kind == DatabaseKind.Postgres
            ? "Host=none" : connection
        },
            type.BaseType!.Name.Replace("Db", "", StringComparison.Ordinal).ToLowerInvariant());
        return (ModuleDb)Activator.CreateInstance(
            type, BindingFlags.Public | BindingFlags.Instance, null, [builder.Options], null)!;
    }

    private const string Id = "an id (ResourceNamesTests.Id_Form)";
    private const string FixedName = "a name in the code";
    private const string Sender = "partners/{id}, merchants, admins or modules, by the issuer";
    private const string Made = "made by the platform";

    private static SortedDictionary<string, string> TextKeyRules()
    {
        var rules = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["accounts.memberships.external_id"] = "MemberTests.Numbers_WithBlanksAtTheirEnds_AreRefusedEverywhere",
            ["accounts.memberships.partner_id"] = Id,
            ["exchange.board_approvals.partner_id"] = Id,
            ["exchange.board_values.coin_id"] = Id,
            ["exchange.cursors.name"] = FixedName,
            ["exchange.exchange_parties.partner_id"] = Id,
            ["exchange.quotes.merchant_partner_id"] = Id,
            ["identity.authorizations.id"] = Made,
            ["identity.client_owners.owner"] = Sender,
            ["identity.clients.client_id"] = Made,
            ["identity.clients.id"] = Made,
            ["identity.contacts.address"] = "SignInTests.Code_SignsIn_Once_AndNowhereElse",
            ["identity.scopes.id"] = Made,
            ["identity.scopes.name"] = "not used",
            ["identity.signing_keys.key_id"] = Made,
            ["identity.staff.owner"] = Sender,
            ["identity.staff.person"] = "2 to 64 of a-z, 0-9, '.' and '-' (PrincipalTests)",
            ["identity.tokens.id"] = Made,
            ["identity.tokens.reference_id"] = "not used",
            ["identity.user_brands.partner_id"] = Id,
            ["ledger.adjustment_days.coin"] = Id,
            ["ledger.adjustment_days.proposer"] = "a user's or a credential's name, by the issuer",
            ["ledger.adjustment_limits.coin"] = Id,
            ["ledger.consumed.key"] = "RpcPostingTests.Post_ConsumesAKeyWithBlanksAtItsEnds_IsRefused",
            ["ledger.outcomes.principal"] = Sender,
            ["ledger.totals.asset"] = Id,
            ["ledger.totals.party"] = Id,
            ["ledger.wallets.coin"] = Id,
            ["messages.cursors.name"] = FixedName,
            ["messages.templates.language"] = FixedName,
            ["partners.coins.display_code"] = "2 to 12 of A-Z and 0-9 (FormTests)",
            ["partners.coins.id"] = Id,
            ["partners.merchants.id"] = Id,
            ["partners.merchants.partner_id"] = Id,
            ["partners.partners.id"] = Id,
            ["partners.revoked_clients.client_id"] = Made,
            ["programs.profiles.partner_id"] = Id,
            ["programs.programs.id"] = Id,
            ["programs.programs.partner_id"] = Id,
            ["programs.referral_attempts.partner_id"] = Id,
            ["programs.segment_members.segment"] = Id,
            ["programs.segments.id"] = Id,
            ["rewards.codes.reward_id"] = Id,
            ["rewards.draws.id"] = Id,
            ["rewards.draw_claims.draw_id"] = Id,
            ["rewards.rewards.id"] = Id,
        };
        foreach (var table in new[]
            {
                "corrections", "correction_lines", "correction_orders", "nights", "publications",
                "referral_codes", "rule_set_contents", "rule_sets", "segment_members", "segments",
            })
            (rules[$"programs.{table}.partner_id"], rules[$"programs.{table}.program_id"]) = (Id, Id);
        foreach (var table in new[] { "codes", "draw_claims", "draws", "rewards" })
            rules[$"rewards.{table}.partner_id"] = Id;
        foreach (var table in new[]
            { "coupon_reminders", "gateways", "messages", "recipients", "reminders", "settings", "templates" })
            rules[$"messages.{table}.partner_id"] = Id;
        foreach (var module in new[] { "accounts", "exchange", "identity", "ledger", "messages", "partners", "programs",
            "rewards", "web", "gateway" })
        {
            rules[$"{module}.commands.principal"] = Sender;
            rules[$"{module}.sweep_leases.name"] = FixedName;
        }
        return rules;
    }
}
