using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CloseMerchants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "close_time",
                table: "merchants",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "close_time",
                table: "merchants");
        }
    }
}
