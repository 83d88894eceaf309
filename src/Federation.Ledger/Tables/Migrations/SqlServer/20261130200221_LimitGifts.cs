using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class LimitGifts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            CreateTypes(migrationBuilder);

            migrationBuilder.AddColumn<int>(
                name: "gift_day",
                schema: "ledger",
                table: "wallets",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "gifts",
                schema: "ledger",
                table: "wallets",
                type: "int",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            DropTypes(migrationBuilder);

            migrationBuilder.DropColumn(
                name: "gift_day",
                schema: "ledger",
                table: "wallets");

            migrationBuilder.DropColumn(
                name: "gifts",
                schema: "ledger",
                table: "wallets");
        }
    }
}
