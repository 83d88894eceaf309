using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddHeldRedemptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "hold_expire_time",
                table: "redemptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_held",
                table: "redemptions",
                column: "hold_expire_time",
                filter: "hold_expire_time IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_redemptions_held",
                table: "redemptions");

            migrationBuilder.DropColumn(
                name: "hold_expire_time",
                table: "redemptions");
        }
    }
}
