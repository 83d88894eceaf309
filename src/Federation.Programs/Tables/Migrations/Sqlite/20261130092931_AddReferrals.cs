using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddReferrals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "buyer",
                table: "evaluations",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "referral_attempts",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", nullable: false),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_referral_attempts", x => new { x.partner_id, x.member, x.owner });
                });

            migrationBuilder.CreateTable(
                name: "referral_codes",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", nullable: false),
                    code_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_referral_codes", x => new { x.partner_id, x.program_id, x.member });
                });

            migrationBuilder.CreateTable(
                name: "referrals",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    referrer = table.Column<byte[]>(type: "BLOB", nullable: false),
                    referred = table.Column<byte[]>(type: "BLOB", nullable: false),
                    use_time = table.Column<long>(type: "INTEGER", nullable: false),
                    order_by_time = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    due_time = table.Column<long>(type: "INTEGER", nullable: true),
                    order_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    decide_time = table.Column<long>(type: "INTEGER", nullable: true),
                    lapse = table.Column<int>(type: "INTEGER", nullable: false),
                    referrer_state = table.Column<int>(type: "INTEGER", nullable: false),
                    referred_state = table.Column<int>(type: "INTEGER", nullable: false),
                    referrer_digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    referred_digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    referrer_journal = table.Column<byte[]>(type: "BLOB", nullable: true),
                    referred_journal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_referrals", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_buyer_partner_id_create_time",
                table: "evaluations",
                columns: new[] { "buyer", "partner_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "IX_referral_codes_code_hash",
                table: "referral_codes",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_referrals_due_time",
                table: "referrals",
                column: "due_time",
                filter: "due_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_referrals_partner_id_program_id_use_time_id",
                table: "referrals",
                columns: new[] { "partner_id", "program_id", "use_time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_referrals_referrer_partner_id_program_id_use_time",
                table: "referrals",
                columns: new[] { "referrer", "partner_id", "program_id", "use_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "referral_attempts");

            migrationBuilder.DropTable(
                name: "referral_codes");

            migrationBuilder.DropTable(
                name: "referrals");

            migrationBuilder.DropIndex(
                name: "IX_evaluations_buyer_partner_id_create_time",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "buyer",
                table: "evaluations");
        }
    }
}
