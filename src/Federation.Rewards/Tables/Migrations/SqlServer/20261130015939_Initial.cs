using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "rewards");

            migrationBuilder.CreateTable(
                name: "codes",
                schema: "rewards",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    reward_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    content = table.Column<byte[]>(type: "varbinary(828)", maxLength: 828, nullable: false),
                    redemption_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_codes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "rewards",
                columns: table => new
                {
                    principal = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    method = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    response = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    client_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => new { x.principal, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "redemptions",
                schema: "rewards",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    reward_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    journal = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rewards",
                schema: "rewards",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    terms = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    close_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    cause = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    update_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rewards", x => new { x.partner_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "rewards",
                columns: table => new
                {
                    name = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_codes_free",
                schema: "rewards",
                table: "codes",
                columns: new[] { "partner_id", "reward_id", "id" },
                filter: "redemption_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_codes_partner_id_reward_id_hash",
                schema: "rewards",
                table: "codes",
                columns: new[] { "partner_id", "reward_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_codes_redemption_id",
                schema: "rewards",
                table: "codes",
                column: "redemption_id",
                unique: true,
                filter: "redemption_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "rewards",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_open",
                schema: "rewards",
                table: "redemptions",
                column: "create_time",
                filter: "journal IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_partner_id_create_time_id",
                schema: "rewards",
                table: "redemptions",
                columns: new[] { "partner_id", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_partner_id_member_create_time_id",
                schema: "rewards",
                table: "redemptions",
                columns: new[] { "partner_id", "member", "create_time", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_partner_id_reward_id_create_time",
                schema: "rewards",
                table: "redemptions",
                columns: new[] { "partner_id", "reward_id", "create_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "codes",
                schema: "rewards");

            migrationBuilder.DropTable(
                name: "commands",
                schema: "rewards");

            migrationBuilder.DropTable(
                name: "redemptions",
                schema: "rewards");

            migrationBuilder.DropTable(
                name: "rewards",
                schema: "rewards");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "rewards");
        }
    }
}
