using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddTicketsByRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "by_rule",
                table: "draw_entries",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "of",
                table: "draw_entries",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "taken_back",
                table: "draw_entries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "by_rule",
                table: "draw_entries");

            migrationBuilder.DropColumn(
                name: "of",
                table: "draw_entries");

            migrationBuilder.DropColumn(
                name: "taken_back",
                table: "draw_entries");
        }
    }
}
