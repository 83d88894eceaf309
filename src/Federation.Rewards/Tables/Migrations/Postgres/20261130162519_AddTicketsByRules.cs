using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddTicketsByRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "by_rule",
                schema: "rewards",
                table: "draw_entries",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "of",
                schema: "rewards",
                table: "draw_entries",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "taken_back",
                schema: "rewards",
                table: "draw_entries",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "by_rule",
                schema: "rewards",
                table: "draw_entries");

            migrationBuilder.DropColumn(
                name: "of",
                schema: "rewards",
                table: "draw_entries");

            migrationBuilder.DropColumn(
                name: "taken_back",
                schema: "rewards",
                table: "draw_entries");
        }
    }
}
