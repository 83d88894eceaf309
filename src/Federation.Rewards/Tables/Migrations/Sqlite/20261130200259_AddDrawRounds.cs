using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddDrawRounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "draw_rounds",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    draw_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    start_time = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "draw_rounds");
        }
    }
}
