using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddDrawClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "claim_end_time",
                schema: "rewards",
                table: "draws",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "claims",
                schema: "rewards",
                table: "draws",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "rounds",
                schema: "rewards",
                table: "draws",
                type: "varbinary(max)",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "draw_claims",
                schema: "rewards",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    draw_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    place = table.Column<int>(type: "int", nullable: false),
                    round = table.Column<int>(type: "int", nullable: false),
                    ticket = table.Column<int>(type: "int", nullable: false),
                    member = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    claim_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    delivery = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draw_claims", x => new { x.partner_id, x.draw_id, x.place });
                });

            migrationBuilder.CreateIndex(
                name: "IX_draws_claim_end_time",
                schema: "rewards",
                table: "draws",
                column: "claim_end_time");

            migrationBuilder.CreateIndex(
                name: "IX_draw_claims_delivery",
                schema: "rewards",
                table: "draw_claims",
                column: "delivery");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "draw_claims",
                schema: "rewards");

            migrationBuilder.DropIndex(
                name: "IX_draws_claim_end_time",
                schema: "rewards",
                table: "draws");

            migrationBuilder.DropColumn(
                name: "claim_end_time",
                schema: "rewards",
                table: "draws");

            migrationBuilder.DropColumn(
                name: "claims",
                schema: "rewards",
                table: "draws");

            migrationBuilder.DropColumn(
                name: "rounds",
                schema: "rewards",
                table: "draws");
        }
    }
}
