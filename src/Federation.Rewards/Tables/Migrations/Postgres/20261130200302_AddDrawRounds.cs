using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddDrawRounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "draw_rounds",
                schema: "rewards",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    draw_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    start_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draw_rounds", x => x.number);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "draw_rounds",
                schema: "rewards");
        }
    }
}
