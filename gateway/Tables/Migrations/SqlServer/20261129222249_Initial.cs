using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Gateway.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "gateway");

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "gateway",
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
                name: "request_gaps",
                schema: "gateway",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    calls = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_gaps", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                schema: "gateway",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    principal = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    sender = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    method = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    status_code = table.Column<int>(type: "int", nullable: false),
                    reason = table.Column<int>(type: "int", nullable: false),
                    duration_us = table.Column<long>(type: "bigint", nullable: false),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    json = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "gateway",
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
                name: "IX_commands_answers",
                schema: "gateway",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_requests_owner_number",
                schema: "gateway",
                table: "requests",
                columns: new[] { "owner", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_requests_request_id",
                schema: "gateway",
                table: "requests",
                column: "request_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commands",
                schema: "gateway");

            migrationBuilder.DropTable(
                name: "request_gaps",
                schema: "gateway");

            migrationBuilder.DropTable(
                name: "requests",
                schema: "gateway");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "gateway");
        }
    }
}
