using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddDrawClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "claim_end_time",
                table: "draws",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "claims",
                table: "draws",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<byte[]>(
                name: "rounds",
                table: "draws",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "draw_claims",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    draw_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    ticket = table.Column<int>(type: "INTEGER", nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    claim_time = table.Column<long>(type: "INTEGER", nullable: false),
                    delivery = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draw_claims", x => new { x.partner_id, x.draw_id, x.place });
                });

            migrationBuilder.CreateIndex(
                name: "IX_draws_claim_end_time",
                table: "draws",
                column: "claim_end_time");

            migrationBuilder.CreateIndex(
                name: "IX_draw_claims_delivery",
                table: "draw_claims",
                column: "delivery");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "draw_claims");

            migrationBuilder.DropIndex(
                name: "IX_draws_claim_end_time",
                table: "draws");

            migrationBuilder.DropColumn(
                name: "claim_end_time",
                table: "draws");

            migrationBuilder.DropColumn(
                name: "claims",
                table: "draws");

            migrationBuilder.DropColumn(
                name: "rounds",
                table: "draws");
        }
    }
}
