using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddWalletNotices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                schema: "accounts",
                table: "commands",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "wallet_notices",
                schema: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    principal = table.Column<string>(type: "character varying(100)", unicode: false, maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    coins = table.Column<string>(type: "text", unicode: false, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_wallet_notices", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_wallet_notices_principal_request_id",
                schema: "accounts",
                table: "wallet_notices",
                columns: new[] { "principal", "request_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "wallet_notices",
                schema: "accounts");

            migrationBuilder.DropColumn(
                name: "client_id",
                schema: "accounts",
                table: "commands");
        }
    }
}
