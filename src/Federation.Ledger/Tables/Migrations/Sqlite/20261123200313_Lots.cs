using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Lots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "active_until",
                table: "wallets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "frozen",
                table: "wallets",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "held",
                table: "wallets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "confirmed",
                table: "undone",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "earnings",
                table: "undone",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "effective_time",
                table: "outcomes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "until",
                table: "outcomes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "lot",
                table: "entries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    wallet_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hold_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    lot = table.Column<long>(type: "INTEGER", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => new { x.wallet_id, x.hold_id, x.lot });
                });

            migrationBuilder.CreateTable(
                name: "lots",
                columns: table => new
                {
                    wallet_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    lot = table.Column<long>(type: "INTEGER", nullable: false),
                    remaining = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lots", x => new { x.wallet_id, x.lot });
                });

            migrationBuilder.CreateIndex(
                name: "IX_wallets_active_until",
                table: "wallets",
                column: "active_until",
                filter: "active_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_corrects",
                table: "outcomes",
                column: "corrects",
                filter: "corrects IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_holds_until",
                table: "holds",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "IX_lots_lot",
                table: "lots",
                column: "lot");

            // What was earned before there were lots never expires: it is all of one lot, Lot.Plain.
            migrationBuilder.Sql("INSERT INTO lots (wallet_id, lot, remaining, held) SELECT id, 4611686015206162432, balance, 0 FROM wallets WHERE balance > 0");
            migrationBuilder.Sql("UPDATE entries SET lot = 4611686015206162432 WHERE kind = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "holds");

            migrationBuilder.DropTable(
                name: "lots");

            migrationBuilder.DropIndex(
                name: "IX_wallets_active_until",
                table: "wallets");

            migrationBuilder.DropIndex(
                name: "IX_outcomes_corrects",
                table: "outcomes");

            migrationBuilder.DropColumn(
                name: "active_until",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "frozen",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "held",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "confirmed",
                table: "undone");

            migrationBuilder.DropColumn(
                name: "earnings",
                table: "undone");

            migrationBuilder.DropColumn(
                name: "effective_time",
                table: "outcomes");

            migrationBuilder.DropColumn(
                name: "until",
                table: "outcomes");

            migrationBuilder.DropColumn(
                name: "lot",
                table: "entries");
        }
    }
}
