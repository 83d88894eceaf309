using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SweepAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "credential_claims");

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                table: "commands",
                type: "BLOB",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "BLOB");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sweep_leases");

            migrationBuilder.DropIndex(
                name: "IX_commands_answers",
                table: "commands");

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                table: "commands",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "BLOB",
                oldNullable: true);

            migrationBuilder.CreateTable(
                name: "credential_claims",
                columns: table => new
                {
                    principal = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credential_claims", x => new { x.principal, x.request_id });
                });
        }
    }
}
