using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <summary>Outcomes and entries are stored in the order in which they come. SQL Server orders ids by their last
    /// six bytes, which are random: in that order each group of rows would touch, and split, pages everywhere. The
    /// column is the database's own; no statement names it. And no statement of a large group may end as a lock on a
    /// whole table, behind which all other writers would wait.</summary>
    public partial class GrowingKeys : Migration
    {
        private static readonly string[] HotTables =
            ["consumed", "entries", "groups", "holds", "log_head", "lots", "outcomes", "totals", "undone", "wallets"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_outcomes",
                schema: "ledger",
                table: "outcomes");

            migrationBuilder.DropPrimaryKey(
                name: "PK_entries",
                schema: "ledger",
                table: "entries");

            foreach (var table in new[] { "outcomes", "entries" })
            {
                migrationBuilder.Sql($"ALTER TABLE ledger.{table} ADD row_order bigint IDENTITY(1, 1) NOT NULL;");
                migrationBuilder.Sql(
                    $"CREATE UNIQUE CLUSTERED INDEX IX_{table}_row_order ON ledger.{table} (row_order);");
            }

            migrationBuilder.AddPrimaryKey(
                name: "PK_outcomes",
                schema: "ledger",
                table: "outcomes",
                column: "id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_entries",
                schema: "ledger",
                table: "entries",
                columns: new[] { "journal_id", "line" })
                .Annotation("SqlServer:Clustered", false);

            SetLockEscalation(migrationBuilder, "DISABLE");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            SetLockEscalation(migrationBuilder, "TABLE");

            migrationBuilder.DropPrimaryKey(
                name: "PK_outcomes",
                schema: "ledger",
                table: "outcomes");

            migrationBuilder.DropPrimaryKey(
                name: "PK_entries",
                schema: "ledger",
                table: "entries");

            foreach (var table in new[] { "outcomes", "entries" })
            {
                migrationBuilder.Sql($"DROP INDEX IX_{table}_row_order ON ledger.{table};");
                migrationBuilder.Sql($"ALTER TABLE ledger.{table} DROP COLUMN row_order;");
            }

            migrationBuilder.AddPrimaryKey(
                name: "PK_outcomes",
                schema: "ledger",
                table: "outcomes",
                column: "id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_entries",
                schema: "ledger",
                table: "entries",
                columns: new[] { "journal_id", "line" });
        }

        /// <summary>Microsoft's servers alone escalate locks; others that speak the language refuse the
        /// setting.</summary>
        private static void SetLockEscalation(MigrationBuilder migrationBuilder, string to)
        {
            foreach (var table in HotTables)
                migrationBuilder.Sql(
                    "IF @@VERSION LIKE N'Microsoft%' "
                    + $"EXEC(N'ALTER TABLE ledger.{table} SET (LOCK_ESCALATION = {to});');");
        }
    }
}
