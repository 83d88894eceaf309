using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SweepAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "credential_claims",
                schema: "partners");

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                schema: "partners",
                table: "commands",
                type: "varbinary(max)",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "varbinary(max)");

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

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "partners",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "partners");

            migrationBuilder.DropIndex(
                name: "IX_commands_answers",
                schema: "partners",
                table: "commands");

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                schema: "partners",
                table: "commands",
                type: "varbinary(max)",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "varbinary(max)",
                oldNullable: true);

            migrationBuilder.CreateTable(
                name: "credential_claims",
                schema: "partners",
                columns: table => new
                {
                    principal = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    client_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credential_claims", x => new { x.principal, x.request_id });
                });
        }
    }
}
