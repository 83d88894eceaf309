using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddStateRevision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "state_revision",
                schema: "ledger",
                table: "wallets",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            // Closed before: with the member, as far as is known.
            migrationBuilder.Sql("UPDATE ledger.wallets SET state_revision = 9223372036854775807 WHERE state = 3;");

            migrationBuilder.AddColumn<string>(
                name: "client_id",
                schema: "ledger",
                table: "commands",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "state_revision",
                schema: "ledger",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "client_id",
                schema: "ledger",
                table: "commands");
        }
    }
}
