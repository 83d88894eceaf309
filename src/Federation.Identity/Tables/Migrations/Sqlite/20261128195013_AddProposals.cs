using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Identity.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddProposals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                table: "commands",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "approve_time",
                table: "clients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "approver",
                table: "clients",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "creator",
                table: "clients",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "pending",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "recovery",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "revoke_time",
                table: "clients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "revoker",
                table: "clients",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "secret_revision",
                table: "clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "client_owners",
                columns: table => new
                {
                    owner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_client_owners", x => x.owner);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "client_owners");

            migrationBuilder.DropColumn(
                name: "client_id",
                table: "commands");

            migrationBuilder.DropColumn(
                name: "approve_time",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "approver",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "creator",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "pending",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "recovery",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "revoke_time",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "revoker",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "secret_revision",
                table: "clients");
        }
    }
}
