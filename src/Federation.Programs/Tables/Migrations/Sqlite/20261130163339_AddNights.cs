using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddNights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "device_hash",
                table: "evaluations",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "payer_hash",
                table: "evaluations",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "return_time",
                table: "evaluations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "content",
                table: "cases",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "subject",
                table: "cases",
                type: "BLOB",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "nights",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    next_time = table.Column<long>(type: "INTEGER", nullable: false),
                    night = table.Column<long>(type: "INTEGER", nullable: true),
                    last_night = table.Column<long>(type: "INTEGER", nullable: true),
                    last_orders = table.Column<long>(type: "INTEGER", nullable: false),
                    last_cases = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nights", x => new { x.partner_id, x.program_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_referrals_partner_id_program_id_decide_time",
                table: "referrals",
                columns: new[] { "partner_id", "program_id", "decide_time" },
                filter: "decide_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_partner_id_program_id_return_time",
                table: "evaluations",
                columns: new[] { "partner_id", "program_id", "return_time" },
                filter: "return_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_open",
                table: "cases",
                columns: new[] { "partner_id", "program_id", "due_time" },
                filter: "due_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_partner_id_program_id_subject_create_time",
                table: "cases",
                columns: new[] { "partner_id", "program_id", "subject", "create_time" },
                filter: "subject IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_nights_next_time",
                table: "nights",
                column: "next_time");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "nights");

            migrationBuilder.DropIndex(
                name: "IX_referrals_partner_id_program_id_decide_time",
                table: "referrals");

            migrationBuilder.DropIndex(
                name: "IX_evaluations_partner_id_program_id_return_time",
                table: "evaluations");

            migrationBuilder.DropIndex(
                name: "IX_cases_open",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_partner_id_program_id_subject_create_time",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "device_hash",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "payer_hash",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "return_time",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "content",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "cases");
        }
    }
}
