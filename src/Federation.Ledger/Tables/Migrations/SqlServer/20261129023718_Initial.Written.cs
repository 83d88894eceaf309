using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <summary>What the model cannot say: the table types in which a group's rows travel, rows stored in the order in which
    /// they came, and no lock of a whole table.</summary>
    public partial class Initial
    {
        private static readonly string[] HotTables =
            ["consumed", "entries", "groups", "holds", "log_head", "lots", "outcomes", "tallies", "tally_entries", "totals",
                "undone", "wallets"];

        private static void WrittenByHand(MigrationBuilder migrationBuilder)
        {
            Named(migrationBuilder);
            Rows(migrationBuilder);
            foreach (var table in new[] { "outcomes", "entries" })
            {
                migrationBuilder.Sql($"ALTER TABLE ledger.{table} ADD row_order bigint IDENTITY(1, 1) NOT NULL;");
                migrationBuilder.Sql(
                    $"CREATE UNIQUE CLUSTERED INDEX IX_{table}_row_order ON ledger.{table} (row_order);");
            }

            SetLockEscalation(migrationBuilder, "DISABLE");
        }

        private static void Named(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("CREATE TYPE ledger.sent_ids AS TABLE (id uniqueidentifier NOT NULL PRIMARY KEY);");
            migrationBuilder.Sql("CREATE TYPE ledger.sent_keys AS TABLE ([key] nvarchar(128) NOT NULL);");
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_requests AS TABLE (principal nvarchar(100) NOT NULL, request_id uniqueidentifier NOT NULL);
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_wallet_keys AS TABLE (member_id uniqueidentifier NOT NULL, coin nvarchar(32) NOT NULL);
                """);
        }

        private static void Rows(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_outcomes AS TABLE (
                    id uniqueidentifier NOT NULL, principal nvarchar(100) NOT NULL, request_id uniqueidentifier NOT NULL,
                    fingerprint varbinary(32) NOT NULL, kind int NOT NULL, time datetimeoffset NOT NULL, refused varbinary(max) NULL,
                    corrects uniqueidentifier NULL, effective_time datetimeoffset NULL, until datetimeoffset NULL,
                    external_reference nvarchar(128) NULL, reason_code nvarchar(64) NULL, detail varbinary(max) NULL,
                    client_id nvarchar(100) NULL, bundle uniqueidentifier NULL);
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_entries AS TABLE (
                    journal_id uniqueidentifier NOT NULL, line smallint NOT NULL, kind int NOT NULL, asset nvarchar(32) NOT NULL,
                    units bigint NOT NULL, wallet_id uniqueidentifier NULL, lot bigint NULL, party nvarchar(32) NULL,
                    balance_after bigint NULL, version bigint NULL);
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_wallets AS TABLE (
                    id uniqueidentifier NOT NULL PRIMARY KEY, member_id uniqueidentifier NOT NULL, coin nvarchar(32) NOT NULL,
                    state int NOT NULL, state_revision bigint NOT NULL, frozen bit NOT NULL, balance bigint NOT NULL,
                    held bigint NOT NULL, receivable bigint NOT NULL, version bigint NOT NULL, last_time datetimeoffset NULL,
                    active_until datetimeoffset NULL, cap_day int NOT NULL, cap_units bigint NOT NULL);
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_lots AS TABLE (
                    wallet_id uniqueidentifier NOT NULL, lot bigint NOT NULL, remaining bigint NOT NULL, held bigint NOT NULL,
                    PRIMARY KEY (wallet_id, lot));
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_holds AS TABLE (
                    wallet_id uniqueidentifier NOT NULL, hold_id uniqueidentifier NOT NULL, lot bigint NOT NULL,
                    units bigint NOT NULL, until datetimeoffset NOT NULL, PRIMARY KEY (wallet_id, hold_id, lot));
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_totals AS TABLE (
                    asset nvarchar(32) NOT NULL, kind smallint NOT NULL, party nvarchar(32) NOT NULL, slot int NOT NULL,
                    units bigint NOT NULL);
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_undone AS TABLE (
                    journal_id uniqueidentifier NOT NULL PRIMARY KEY, units bigint NOT NULL, refunded bigint NOT NULL,
                    reversed bit NOT NULL, earnings int NOT NULL, confirmed bit NOT NULL, lot bigint NOT NULL);
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_consumed AS TABLE ([key] nvarchar(128) NOT NULL, journal_id uniqueidentifier NOT NULL);
                """);
            migrationBuilder.Sql(
                "CREATE TYPE ledger.sent_tallies AS TABLE (id uniqueidentifier NOT NULL PRIMARY KEY, units bigint NOT NULL);");
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_tally_entries AS TABLE (
                    journal_id uniqueidentifier NOT NULL, line smallint NOT NULL, tally_id uniqueidentifier NOT NULL,
                    units bigint NOT NULL, after bigint NOT NULL);
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.sent_groups AS TABLE (
                    number bigint NOT NULL PRIMARY KEY, id uniqueidentifier NOT NULL, time datetimeoffset NOT NULL,
                    salt varbinary(16) NOT NULL, outcomes int NOT NULL, first_leaf bigint NOT NULL);
                """);
        }

        private static void DropTypes(MigrationBuilder migrationBuilder)
        {
            string[] types =
            [
                "sent_ids", "sent_keys", "sent_requests", "sent_wallet_keys", "sent_outcomes", "sent_entries", "sent_wallets",
                "sent_lots", "sent_holds", "sent_totals", "sent_undone", "sent_consumed", "sent_tallies",
                "sent_tally_entries", "sent_groups",
            ];
            foreach (var type in types)
                migrationBuilder.Sql($"DROP TYPE ledger.{type};");
        }

        private static void SetLockEscalation(MigrationBuilder migrationBuilder, string to)
        {
            foreach (var table in HotTables)
                migrationBuilder.Sql(
                    "IF @@VERSION LIKE N'Microsoft%' "
                    + $"EXEC(N'ALTER TABLE ledger.{table} SET (LOCK_ESCALATION = {to});');");
        }
    }
}
