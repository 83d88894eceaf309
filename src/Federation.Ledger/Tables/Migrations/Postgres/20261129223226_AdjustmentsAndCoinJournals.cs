using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AdjustmentsAndCoinJournals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "merchant",
                schema: "ledger",
                table: "outcomes",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "adjustment_days",
                schema: "ledger",
                columns: table => new
                {
                    coin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    proposer = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_adjustment_days", x => new { x.coin, x.proposer, x.day });
                });

            migrationBuilder.CreateTable(
                name: "adjustment_limits",
                schema: "ledger",
                columns: table => new
                {
                    coin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    daily_units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_adjustment_limits", x => x.coin);
                });

            migrationBuilder.CreateTable(
                name: "adjustments",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    reason_code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    external_reference = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    proposer = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    propose_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    decider = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    decider_sender = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    decide_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decision_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    refusal_reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_adjustments", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_external_reference",
                schema: "ledger",
                table: "outcomes",
                column: "external_reference",
                filter: "external_reference IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_entries_asset_journal_id",
                schema: "ledger",
                table: "entries",
                columns: new[] { "asset", "journal_id" },
                filter: "wallet_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_adjustments_partner_id_propose_time",
                schema: "ledger",
                table: "adjustments",
                columns: new[] { "partner_id", "propose_time" });

            migrationBuilder.CreateIndex(
                name: "IX_adjustments_stage",
                schema: "ledger",
                table: "adjustments",
                column: "stage");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "adjustment_days",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "adjustment_limits",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "adjustments",
                schema: "ledger");

            migrationBuilder.DropIndex(
                name: "IX_outcomes_external_reference",
                schema: "ledger",
                table: "outcomes");

            migrationBuilder.DropIndex(
                name: "IX_entries_asset_journal_id",
                schema: "ledger",
                table: "entries");

            migrationBuilder.DropColumn(
                name: "merchant",
                schema: "ledger",
                table: "outcomes");
        }
    }
}
