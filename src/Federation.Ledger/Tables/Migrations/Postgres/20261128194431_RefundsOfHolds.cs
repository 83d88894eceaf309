using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Postgres
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
                UPDATE ledger.undone SET refunded = (
                    SELECT SUM(CASE WHEN u.reversed THEN e.units ELSE u.units END) FROM ledger.outcomes AS o
                    JOIN ledger.undone AS u ON u.journal_id = o.id
                    JOIN ledger.entries AS e ON e.journal_id = o.id AND e.kind = 4
                    WHERE o.corrects = ledger.undone.journal_id AND o.kind = 7)
                WHERE EXISTS (
                    SELECT 1 FROM ledger.outcomes AS o JOIN ledger.undone AS u ON u.journal_id = o.id
                    WHERE o.corrects = ledger.undone.journal_id AND o.kind = 7 AND (u.units > 0 OR u.reversed));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "refunded",
                schema: "ledger",
                table: "undone");
        }
    }
}
