using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddStateRevision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "state_revision",
                table: "wallets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // Closed before: with the member, as far as is known.
            migrationBuilder.Sql("UPDATE wallets SET state_revision = 9223372036854775807 WHERE state = 3;");

            migrationBuilder.AddColumn<string>(
                name: "client_id",
                table: "commands",
                type: "TEXT",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "state_revision",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "client_id",
                table: "commands");
        }
    }
}
