using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "partners");

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "partners",
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
                name: "directory_version",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directory_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "partners",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    display_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    display_name_zh = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    suspended = table.Column<bool>(type: "bit", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_partners", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "revoked_clients",
                schema: "partners",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_revoked_clients", x => x.client_id);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "partners",
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
                name: "coins",
                schema: "partners",
                columns: table => new
                {
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    display_code = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false),
                    scale = table.Column<int>(type: "int", nullable: false),
                    display_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    display_name_zh = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    expiry = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    restore_grace_days = table.Column<int>(type: "int", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coins", x => x.id);
                    table.ForeignKey(
                        name: "FK_coins_partners_partner_id",
                        column: x => x.partner_id,
                        principalSchema: "partners",
                        principalTable: "partners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "merchants",
                schema: "partners",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    display_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    coin_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_merchants", x => new { x.partner_id, x.id });
                    table.ForeignKey(
                        name: "FK_merchants_coins_coin_id",
                        column: x => x.coin_id,
                        principalSchema: "partners",
                        principalTable: "coins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_merchants_partners_partner_id",
                        column: x => x.partner_id,
                        principalSchema: "partners",
                        principalTable: "partners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                schema: "partners",
                table: "directory_version",
                columns: new[] { "id", "version" },
                values: new object[] { 1, 1L });

            migrationBuilder.CreateIndex(
                name: "IX_coins_display_code",
                schema: "partners",
                table: "coins",
                column: "display_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_coins_partner_id",
                schema: "partners",
                table: "coins",
                column: "partner_id");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "partners",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_merchants_coin_id",
                schema: "partners",
                table: "merchants",
                column: "coin_id");

            migrationBuilder.CreateIndex(
                name: "IX_revoked_clients_time",
                schema: "partners",
                table: "revoked_clients",
                column: "time");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commands",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "directory_version",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "merchants",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "revoked_clients",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "coins",
                schema: "partners");

            migrationBuilder.DropTable(
                name: "partners",
                schema: "partners");
        }
    }
}
