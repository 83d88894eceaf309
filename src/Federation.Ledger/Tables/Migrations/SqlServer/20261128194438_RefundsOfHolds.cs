using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class RefundsOfHolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "refunded",
                schema: "ledger",
                table: "undone",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            // What was refunded or reversed of captures before.
            migrationBuilder.Sql(
                """
                UPDATE d SET refunded = (
                    SELECT SUM(CASE WHEN u.reversed = 1 THEN e.units ELSE u.units END) FROM ledger.outcomes AS o
                    JOIN ledger.undone AS u ON u.journal_id = o.id
                    JOIN ledger.entries AS e ON e.journal_id = o.id AND e.kind = 4
                    WHERE o.corrects = d.journal_id AND o.kind = 7)
                FROM ledger.undone AS d
                WHERE EXISTS (
                    SELECT 1 FROM ledger.outcomes AS o JOIN ledger.undone AS u ON u.journal_id = o.id
                    WHERE o.corrects = d.journal_id AND o.kind = 7 AND (u.units > 0 OR u.reversed = 1));
                """);
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.undone_rows_2 AS TABLE (
                    journal_id uniqueidentifier NOT NULL PRIMARY KEY, units bigint NOT NULL, reversed bit NOT NULL,
                    earnings int NOT NULL, confirmed bit NOT NULL, refunded bigint NOT NULL);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TYPE ledger.undone_rows_2;");
            migrationBuilder.DropColumn(
                name: "refunded",
                schema: "ledger",
                table: "undone");
        }
    }
}
