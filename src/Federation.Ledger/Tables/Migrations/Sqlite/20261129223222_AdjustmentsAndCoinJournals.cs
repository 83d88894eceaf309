using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AdjustmentsAndCoinJournals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "merchant",
                table: "outcomes",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "adjustment_days",
                columns: table => new
                {
                    coin = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    proposer = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_adjustment_days", x => new { x.coin, x.proposer, x.day });
                });

            migrationBuilder.CreateTable(
                name: "adjustment_limits",
                columns: table => new
                {
                    coin = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    daily_units = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_adjustment_limits", x => x.coin);
                });

            migrationBuilder.CreateTable(
                name: "adjustments",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    coin = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    external_reference = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    proposer = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    propose_time = table.Column<long>(type: "INTEGER", nullable: false),
                    expire_time = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    stage = table.Column<int>(type: "INTEGER", nullable: false),
                    decider = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    decider_sender = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    decide_time = table.Column<long>(type: "INTEGER", nullable: true),
                    decision_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    journal_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    refusal_reason = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_adjustments", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_external_reference",
                table: "outcomes",
                column: "external_reference",
                filter: "external_reference IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_entries_asset_journal_id",
                table: "entries",
                columns: new[] { "asset", "journal_id" },
                filter: "wallet_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_adjustments_partner_id_propose_time",
                table: "adjustments",
                columns: new[] { "partner_id", "propose_time" });

            migrationBuilder.CreateIndex(
                name: "IX_adjustments_stage",
                table: "adjustments",
                column: "stage");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "adjustment_days");

            migrationBuilder.DropTable(
                name: "adjustment_limits");

            migrationBuilder.DropTable(
                name: "adjustments");

            migrationBuilder.DropIndex(
                name: "IX_outcomes_external_reference",
                table: "outcomes");

            migrationBuilder.DropIndex(
                name: "IX_entries_asset_journal_id",
                table: "entries");

            migrationBuilder.DropColumn(
                name: "merchant",
                table: "outcomes");
        }
    }
}
