using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Gateway.Migrations.Sqlite
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
                name: "request_gaps",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    calls = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_gaps", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    principal = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sender = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    method = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<int>(type: "INTEGER", nullable: false),
                    duration_us = table.Column<long>(type: "INTEGER", nullable: false),
                    request_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    json = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.number);
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
                name: "IX_commands_answers",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_requests_owner_number",
                table: "requests",
                columns: new[] { "owner", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_request_id",
                table: "requests",
                column: "request_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commands");

            migrationBuilder.DropTable(
                name: "request_gaps");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "sweep_leases");
        }
    }
}
