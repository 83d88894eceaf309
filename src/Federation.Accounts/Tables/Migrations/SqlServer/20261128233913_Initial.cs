using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "accounts");

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "accounts",
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
                name: "members",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    language_code = table.Column<string>(type: "varchar(35)", unicode: false, maxLength: 35, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    close_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    brands_close_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    alliance_close_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    close_proposer = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    close_approver = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    left_partner_id = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "accounts",
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

            migrationBuilder.CreateTable(
                name: "wallet_notices",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    principal = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    coins = table.Column<string>(type: "varchar(max)", unicode: false, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_wallet_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "link_codes",
                schema: "accounts",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    used_by_partner_id = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: true),
                    used_by_request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_link_codes", x => x.hash);
                    table.ForeignKey(
                        name: "FK_link_codes_members_member_id",
                        column: x => x.member_id,
                        principalSchema: "accounts",
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                schema: "accounts",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    external_id = table.Column<string>(type: "varchar(128)", unicode: false, maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    allied_spending_enabled = table.Column<bool>(type: "bit", nullable: false),
                    daily_cap_units = table.Column<long>(type: "bigint", nullable: false),
                    link_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    closure_requested = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_memberships", x => new { x.partner_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_memberships_members_member_id",
                        column: x => x.member_id,
                        principalSchema: "accounts",
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pay_codes",
                schema: "accounts",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    coin_id = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    maximum_units = table.Column<long>(type: "bigint", nullable: false),
                    merchant = table.Column<string>(type: "varchar(84)", unicode: false, maxLength: 84, nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pay_codes", x => x.hash);
                    table.ForeignKey(
                        name: "FK_pay_codes_members_member_id",
                        column: x => x.member_id,
                        principalSchema: "accounts",
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "accounts",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_link_codes_expire_time",
                schema: "accounts",
                table: "link_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_link_codes_member_id_partner_id",
                schema: "accounts",
                table: "link_codes",
                columns: new[] { "member_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_members_state_close_time",
                schema: "accounts",
                table: "members",
                columns: new[] { "state", "close_time" });

            migrationBuilder.CreateIndex(
                name: "IX_memberships_linked_number",
                schema: "accounts",
                table: "memberships",
                columns: new[] { "partner_id", "external_id" },
                unique: true,
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_member_id",
                schema: "accounts",
                table: "memberships",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_external_id_state",
                schema: "accounts",
                table: "memberships",
                columns: new[] { "partner_id", "external_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_link_time_member_id",
                schema: "accounts",
                table: "memberships",
                columns: new[] { "partner_id", "link_time", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_pay_codes_expire_time",
                schema: "accounts",
                table: "pay_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_pay_codes_member_id_partner_id",
                schema: "accounts",
                table: "pay_codes",
                columns: new[] { "member_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_wallet_notices_principal_request_id",
                schema: "accounts",
                table: "wallet_notices",
                columns: new[] { "principal", "request_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commands",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "link_codes",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "memberships",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "pay_codes",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "wallet_notices",
                schema: "accounts");

            migrationBuilder.DropTable(
                name: "members",
                schema: "accounts");
        }
    }
}
