using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddHeldRedemptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "hold_expire_time",
                schema: "rewards",
                table: "redemptions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_held",
                schema: "rewards",
                table: "redemptions",
                column: "hold_expire_time",
                filter: "hold_expire_time IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_redemptions_held",
                schema: "rewards",
                table: "redemptions");

            migrationBuilder.DropColumn(
                name: "hold_expire_time",
                schema: "rewards",
                table: "redemptions");
        }
    }
}
