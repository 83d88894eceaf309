using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RefundsOfHolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "refunded",
                table: "undone",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // What was refunded or reversed of captures before.
            migrationBuilder.Sql(
                """
                UPDATE undone SET refunded = (
                    SELECT SUM(CASE WHEN u.reversed = 1 THEN e.units ELSE u.units END) FROM outcomes AS o
                    JOIN undone AS u ON u.journal_id = o.id
                    JOIN entries AS e ON e.journal_id = o.id AND e.kind = 4
                    WHERE o.corrects = undone.journal_id AND o.kind = 7)
                WHERE EXISTS (
                    SELECT 1 FROM outcomes AS o JOIN undone AS u ON u.journal_id = o.id
                    WHERE o.corrects = undone.journal_id AND o.kind = 7 AND (u.units > 0 OR u.reversed = 1));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "refunded",
                table: "undone");
        }
    }
}
