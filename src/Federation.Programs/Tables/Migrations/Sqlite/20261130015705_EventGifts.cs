using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EventGifts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "by_event",
                table: "tier_grants",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "by_event",
                table: "coupons",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "by_event",
                table: "tier_grants");

            migrationBuilder.DropColumn(
                name: "by_event",
                table: "coupons");
        }
    }
}
