using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "members",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<short>(type: "INTEGER", nullable: false),
                    language_code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 35, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    close_time = table.Column<long>(type: "INTEGER", nullable: true),
                    brands_close_time = table.Column<long>(type: "INTEGER", nullable: true),
                    alliance_close_time = table.Column<long>(type: "INTEGER", nullable: true),
                    close_proposer = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    close_approver = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    left_partner_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members", x => x.id);
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

            migrationBuilder.CreateTable(
                name: "wallet_notices",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    principal = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    request_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    coins = table.Column<string>(type: "TEXT", unicode: false, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_wallet_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "link_codes",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    expire_time = table.Column<long>(type: "INTEGER", nullable: false),
                    used_by_partner_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    used_by_request_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_link_codes", x => x.hash);
                    table.ForeignKey(
                        name: "FK_link_codes_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 128, nullable: false),
                    state = table.Column<short>(type: "INTEGER", nullable: false),
                    allied_spending_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    daily_cap_units = table.Column<long>(type: "INTEGER", nullable: false),
                    link_time = table.Column<long>(type: "INTEGER", nullable: false),
                    closure_requested = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_memberships", x => new { x.partner_id, x.member_id });
                    table.ForeignKey(
                        name: "FK_memberships_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pay_codes",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    coin_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    maximum_units = table.Column<long>(type: "INTEGER", nullable: false),
                    merchant = table.Column<string>(type: "TEXT", unicode: false, maxLength: 84, nullable: false),
                    expire_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pay_codes", x => x.hash);
                    table.ForeignKey(
                        name: "FK_pay_codes_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_link_codes_expire_time",
                table: "link_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_link_codes_member_id_partner_id",
                table: "link_codes",
                columns: new[] { "member_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_members_state_close_time",
                table: "members",
                columns: new[] { "state", "close_time" });

            migrationBuilder.CreateIndex(
                name: "IX_memberships_linked_number",
                table: "memberships",
                columns: new[] { "partner_id", "external_id" },
                unique: true,
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_member_id",
                table: "memberships",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_external_id_state",
                table: "memberships",
                columns: new[] { "partner_id", "external_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_link_time_member_id",
                table: "memberships",
                columns: new[] { "partner_id", "link_time", "member_id" });

            migrationBuilder.CreateIndex(
                name: "IX_pay_codes_expire_time",
                table: "pay_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_pay_codes_member_id_partner_id",
                table: "pay_codes",
                columns: new[] { "member_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "IX_wallet_notices_principal_request_id",
                table: "wallet_notices",
                columns: new[] { "principal", "request_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commands");

            migrationBuilder.DropTable(
                name: "link_codes");

            migrationBuilder.DropTable(
                name: "memberships");

            migrationBuilder.DropTable(
                name: "pay_codes");

            migrationBuilder.DropTable(
                name: "sweep_leases");

            migrationBuilder.DropTable(
                name: "wallet_notices");

            migrationBuilder.DropTable(
                name: "members");
        }
    }
}
