using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Identity.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contacts",
                schema: "identity",
                columns: table => new
                {
                    address = table.Column<string>(type: "nvarchar(210)", maxLength: 210, nullable: false),
                    user_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contacts", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "passkeys",
                schema: "identity",
                columns: table => new
                {
                    id_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    credential_id = table.Column<byte[]>(type: "varbinary(1023)", maxLength: 1023, nullable: false),
                    user_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    public_key = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    transports = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    user_verified = table.Column<bool>(type: "bit", nullable: false),
                    backup_eligible = table.Column<bool>(type: "bit", nullable: false),
                    backed_up = table.Column<bool>(type: "bit", nullable: false),
                    attestation_object = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    client_data = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    use_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkeys", x => x.id_hash);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    user_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    link_brands = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    way = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    auth_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    seen_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    end_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    agent = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_codes",
                schema: "identity",
                columns: table => new
                {
                    flow_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    address = table.Column<string>(type: "nvarchar(210)", maxLength: 210, nullable: false),
                    from = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    session_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    code_mac = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    tries = table.Column<int>(type: "int", nullable: false),
                    used = table.Column<bool>(type: "bit", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_codes", x => x.flow_hash);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_links",
                schema: "identity",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    use_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_links", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "token_grants",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    session_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    refresh_number = table.Column<long>(type: "bigint", nullable: false),
                    time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_token_grants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "user_brands",
                schema: "identity",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_brands", x => new { x.user_id, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "users",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_user_id",
                schema: "identity",
                table: "contacts",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_passkeys_user_id",
                schema: "identity",
                table: "passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_expire_time",
                schema: "identity",
                table: "sessions",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_secret_hash",
                schema: "identity",
                table: "sessions",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_user_id",
                schema: "identity",
                table: "sessions",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_codes_address_create_time",
                schema: "identity",
                table: "sign_in_codes",
                columns: new[] { "address", "create_time" });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_codes_create_time",
                schema: "identity",
                table: "sign_in_codes",
                column: "create_time");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_codes_from_create_time",
                schema: "identity",
                table: "sign_in_codes",
                columns: new[] { "from", "create_time" });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_links_expire_time",
                schema: "identity",
                table: "sign_in_links",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_token_grants_time",
                schema: "identity",
                table: "token_grants",
                column: "time");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contacts",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "passkeys",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "sessions",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "sign_in_codes",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "sign_in_links",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "token_grants",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "user_brands",
                schema: "identity");

            migrationBuilder.DropTable(
                name: "users",
                schema: "identity");
        }
    }
}
