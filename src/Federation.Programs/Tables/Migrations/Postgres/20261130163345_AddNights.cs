using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddNights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "device_hash",
                schema: "programs",
                table: "evaluations",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "payer_hash",
                schema: "programs",
                table: "evaluations",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "return_time",
                schema: "programs",
                table: "evaluations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "content",
                schema: "programs",
                table: "cases",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "subject",
                schema: "programs",
                table: "cases",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "nights",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    next_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    night = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_night = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_orders = table.Column<long>(type: "bigint", nullable: false),
                    last_cases = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nights", x => new { x.partner_id, x.program_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_referrals_partner_id_program_id_decide_time",
                schema: "programs",
                table: "referrals",
                columns: new[] { "partner_id", "program_id", "decide_time" },
                filter: "decide_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_partner_id_program_id_return_time",
                schema: "programs",
                table: "evaluations",
                columns: new[] { "partner_id", "program_id", "return_time" },
                filter: "return_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_open",
                schema: "programs",
                table: "cases",
                columns: new[] { "partner_id", "program_id", "due_time" },
                filter: "due_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_partner_id_program_id_subject_create_time",
                schema: "programs",
                table: "cases",
                columns: new[] { "partner_id", "program_id", "subject", "create_time" },
                filter: "subject IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_nights_next_time",
                schema: "programs",
                table: "nights",
                column: "next_time");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "nights",
                schema: "programs");

            migrationBuilder.DropIndex(
                name: "IX_referrals_partner_id_program_id_decide_time",
                schema: "programs",
                table: "referrals");

            migrationBuilder.DropIndex(
                name: "IX_evaluations_partner_id_program_id_return_time",
                schema: "programs",
                table: "evaluations");

            migrationBuilder.DropIndex(
                name: "IX_cases_open",
                schema: "programs",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "IX_cases_partner_id_program_id_subject_create_time",
                schema: "programs",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "device_hash",
                schema: "programs",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "payer_hash",
                schema: "programs",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "return_time",
                schema: "programs",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "content",
                schema: "programs",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "subject",
                schema: "programs",
                table: "cases");
        }
    }
}
