using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "codes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reward_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", maxLength: 828, nullable: false),
                    redemption_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_codes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                columns: table => new
                {
                    principal = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    response = table.Column<byte[]>(type: "BLOB", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => new { x.principal, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "redemptions",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    reward_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    journal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rewards",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    terms = table.Column<byte[]>(type: "BLOB", nullable: false),
                    close_time = table.Column<long>(type: "INTEGER", nullable: true),
                    cause = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rewards", x => new { x.partner_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_codes_free",
                table: "codes",
                columns: new[] { "partner_id", "reward_id", "id" },
                filter: "redemption_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_codes_partner_id_reward_id_hash",
                table: "codes",
                columns: new[] { "partner_id", "reward_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_codes_redemption_id",
                table: "codes",
                column: "redemption_id",
                unique: true,
                filter: "redemption_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_open",
                table: "redemptions",
                column: "create_time",
                filter: "journal IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_partner_id_create_time_id",
                table: "redemptions",
                columns: new[] { "partner_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_partner_id_member_create_time_id",
                table: "redemptions",
                columns: new[] { "partner_id", "member", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_partner_id_reward_id_create_time",
                table: "redemptions",
                columns: new[] { "partner_id", "reward_id", "create_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "codes");

            migrationBuilder.DropTable(
                name: "commands");

            migrationBuilder.DropTable(
                name: "redemptions");

            migrationBuilder.DropTable(
                name: "rewards");

            migrationBuilder.DropTable(
                name: "sweep_leases");
        }
    }
}
