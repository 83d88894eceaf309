using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddWalletNotices : Migration
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

            migrationBuilder.CreateIndex(
                name: "IX_wallet_notices_principal_request_id",
                table: "wallet_notices",
                columns: new[] { "principal", "request_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "wallet_notices");

            migrationBuilder.DropColumn(
                name: "client_id",
                table: "commands");
        }
    }
}
