using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Lots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "active_until",
                schema: "ledger",
                table: "wallets",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "frozen",
                schema: "ledger",
                table: "wallets",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "held",
                schema: "ledger",
                table: "wallets",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "confirmed",
                schema: "ledger",
                table: "undone",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "earnings",
                schema: "ledger",
                table: "undone",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "effective_time",
                schema: "ledger",
                table: "outcomes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "until",
                schema: "ledger",
                table: "outcomes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "lot",
                schema: "ledger",
                table: "entries",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "holds",
                schema: "ledger",
                columns: table => new
                {
                    wallet_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hold_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot = table.Column<long>(type: "bigint", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => new { x.wallet_id, x.hold_id, x.lot });
                });

            migrationBuilder.CreateTable(
                name: "lots",
                schema: "ledger",
                columns: table => new
                {
                    wallet_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot = table.Column<long>(type: "bigint", nullable: false),
                    remaining = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lots", x => new { x.wallet_id, x.lot });
                });

            migrationBuilder.CreateIndex(
                name: "IX_wallets_active_until",
                schema: "ledger",
                table: "wallets",
                column: "active_until",
                filter: "active_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_corrects",
                schema: "ledger",
                table: "outcomes",
                column: "corrects",
                filter: "corrects IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_holds_until",
                schema: "ledger",
                table: "holds",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "IX_lots_lot",
                schema: "ledger",
                table: "lots",
                column: "lot");

            // What was earned before there were lots never expires: it is all of one lot, Lot.Plain.
            migrationBuilder.Sql("INSERT INTO ledger.lots (wallet_id, lot, remaining, held) SELECT id, 4611686015206162432, balance, 0 FROM ledger.wallets WHERE balance > 0");
            migrationBuilder.Sql("UPDATE ledger.entries SET lot = 4611686015206162432 WHERE kind = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "holds",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "lots",
                schema: "ledger");

            migrationBuilder.DropIndex(
                name: "IX_wallets_active_until",
                schema: "ledger",
                table: "wallets");

            migrationBuilder.DropIndex(
                name: "IX_outcomes_corrects",
                schema: "ledger",
                table: "outcomes");

            migrationBuilder.DropColumn(
                name: "active_until",
                schema: "ledger",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "frozen",
                schema: "ledger",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "held",
                schema: "ledger",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "confirmed",
                schema: "ledger",
                table: "undone");

            migrationBuilder.DropColumn(
                name: "earnings",
                schema: "ledger",
                table: "undone");

            migrationBuilder.DropColumn(
                name: "effective_time",
                schema: "ledger",
                table: "outcomes");

            migrationBuilder.DropColumn(
                name: "until",
                schema: "ledger",
                table: "outcomes");

            migrationBuilder.DropColumn(
                name: "lot",
                schema: "ledger",
                table: "entries");
        }
    }
}
