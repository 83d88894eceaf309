using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddDraws : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "draw_entries",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    draw_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    journal = table.Column<byte[]>(type: "BLOB", nullable: true),
                    group_number = table.Column<long>(type: "INTEGER", nullable: true),
                    first_ticket = table.Column<int>(type: "INTEGER", nullable: true),
                    refund = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draw_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "draws",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    token = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    terms = table.Column<byte[]>(type: "BLOB", nullable: false),
                    commitment = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    secret = table.Column<byte[]>(type: "BLOB", maxLength: 60, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_time = table.Column<long>(type: "INTEGER", nullable: true),
                    tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    blocks = table.Column<byte[]>(type: "BLOB", nullable: true),
                    proposer = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    public_value = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    drawn_time = table.Column<long>(type: "INTEGER", nullable: true),
                    winners = table.Column<byte[]>(type: "BLOB", nullable: true),
                    cancel_reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    cancelled_time = table.Column<long>(type: "INTEGER", nullable: true),
                    refunds_refused = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draws", x => new { x.partner_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_draw_entries_partner_id_draw_id_first_ticket",
                table: "draw_entries",
                columns: new[] { "partner_id", "draw_id", "first_ticket" });

            migrationBuilder.CreateIndex(
                name: "IX_draw_entries_partner_id_draw_id_id",
                table: "draw_entries",
                columns: new[] { "partner_id", "draw_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_draw_entries_partner_id_draw_id_member",
                table: "draw_entries",
                columns: new[] { "partner_id", "draw_id", "member" });

            migrationBuilder.CreateIndex(
                name: "IX_draws_state",
                table: "draws",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "draw_entries");

            migrationBuilder.DropTable(
                name: "draws");
        }
    }
}
