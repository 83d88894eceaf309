using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AdjustmentsAndCoinJournals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            CreateTypes(migrationBuilder);

            migrationBuilder.AddColumn<string>(
                name: "merchant",
                schema: "ledger",
                table: "outcomes",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "moment",
                schema: "ledger",
                table: "entries",
                type: "bigint",
                nullable: false,
                computedColumnSql: "CONVERT(bigint, SUBSTRING(CONVERT(binary(16), journal_id), 4, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 3, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 2, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 1, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 6, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 5, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 8, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 7, 1))",
                stored: true);

            migrationBuilder.CreateTable(
                name: "adjustment_days",
                schema: "ledger",
                columns: table => new
                {
                    coin = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    proposer = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    day = table.Column<int>(type: "int", nullable: false),
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
                    coin = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
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
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    coin = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    reason_code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    external_reference = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: true),
                    proposer = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    propose_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    day = table.Column<int>(type: "int", nullable: false),
                    stage = table.Column<int>(type: "int", nullable: false),
                    decider = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: true),
                    decider_sender = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    decide_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    decision_reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    journal_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    refusal_reason = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true)
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
                name: "IX_entries_asset_moment_journal_id",
                schema: "ledger",
                table: "entries",
                columns: new[] { "asset", "moment", "journal_id" },
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
            DropTypes(migrationBuilder);

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
                name: "IX_entries_asset_moment_journal_id",
                schema: "ledger",
                table: "entries");

            migrationBuilder.DropColumn(
                name: "moment",
                schema: "ledger",
                table: "entries");

            migrationBuilder.DropColumn(
                name: "merchant",
                schema: "ledger",
                table: "outcomes");
        }
    }
}
