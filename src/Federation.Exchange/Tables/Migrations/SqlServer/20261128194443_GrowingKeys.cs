using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.SqlServer
{
    /// <summary>Exchanges are stored in the order of the log. SQL Server orders ids by their last six bytes, which are
    /// random. And no statement on the tables that each payment writes may end as a lock on a whole table.</summary>
    public partial class GrowingKeys : Migration
    {
        private static readonly string[] HotTables = ["exchange_parties", "exchanges", "quotes"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_exchanges",
                schema: "exchange",
                table: "exchanges");

            migrationBuilder.DropIndex(
                name: "IX_exchanges_group_number_position",
                schema: "exchange",
                table: "exchanges");

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_group_number_position",
                schema: "exchange",
                table: "exchanges",
                columns: new[] { "group_number", "position" },
                unique: true)
                .Annotation("SqlServer:Clustered", true);

            // After the clustered index, on which this one is built.
            migrationBuilder.AddPrimaryKey(
                name: "PK_exchanges",
                schema: "exchange",
                table: "exchanges",
                column: "journal_id")
                .Annotation("SqlServer:Clustered", false);

            SetLockEscalation(migrationBuilder, "DISABLE");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            SetLockEscalation(migrationBuilder, "TABLE");

            migrationBuilder.DropPrimaryKey(
                name: "PK_exchanges",
                schema: "exchange",
                table: "exchanges");

            migrationBuilder.DropIndex(
                name: "IX_exchanges_group_number_position",
                schema: "exchange",
                table: "exchanges");

            migrationBuilder.AddPrimaryKey(
                name: "PK_exchanges",
                schema: "exchange",
                table: "exchanges",
                column: "journal_id");

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_group_number_position",
                schema: "exchange",
                table: "exchanges",
                columns: new[] { "group_number", "position" },
                unique: true);
        }

        /// <summary>Microsoft's servers alone escalate locks; others that speak the language refuse the
        /// setting.</summary>
        private static void SetLockEscalation(MigrationBuilder migrationBuilder, string to)
        {
            foreach (var table in HotTables)
                migrationBuilder.Sql(
                    "IF @@VERSION LIKE N'Microsoft%' "
                    + $"EXEC(N'ALTER TABLE exchange.{table} SET (LOCK_ESCALATION = {to});');");
        }
    }
}
