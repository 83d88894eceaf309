using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddReferrals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "buyer",
                schema: "programs",
                table: "evaluations",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "referral_attempts",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    owner = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_referral_attempts", x => new { x.partner_id, x.member, x.owner });
                });

            migrationBuilder.CreateTable(
                name: "referral_codes",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    code_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_referral_codes", x => new { x.partner_id, x.program_id, x.member });
                });

            migrationBuilder.CreateTable(
                name: "referrals",
                schema: "programs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    referrer = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    referred = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    use_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    order_by_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    due_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    order_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    decide_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    lapse = table.Column<int>(type: "int", nullable: false),
                    referrer_state = table.Column<int>(type: "int", nullable: false),
                    referred_state = table.Column<int>(type: "int", nullable: false),
                    referrer_digest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    referred_digest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    referrer_journal = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    referred_journal = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_referrals", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_buyer_partner_id_create_time",
                schema: "programs",
                table: "evaluations",
                columns: new[] { "buyer", "partner_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "IX_referral_codes_code_hash",
                schema: "programs",
                table: "referral_codes",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_referrals_due_time",
                schema: "programs",
                table: "referrals",
                column: "due_time",
                filter: "due_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_referrals_partner_id_program_id_use_time_id",
                schema: "programs",
                table: "referrals",
                columns: new[] { "partner_id", "program_id", "use_time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_referrals_referrer_partner_id_program_id_use_time",
                schema: "programs",
                table: "referrals",
                columns: new[] { "referrer", "partner_id", "program_id", "use_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "referral_attempts",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "referral_codes",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "referrals",
                schema: "programs");

            migrationBuilder.DropIndex(
                name: "IX_evaluations_buyer_partner_id_create_time",
                schema: "programs",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "buyer",
                schema: "programs",
                table: "evaluations");
        }
    }
}
