using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Rewards.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddDraws : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "draw_entries",
                schema: "rewards",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    draw_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    tickets = table.Column<int>(type: "integer", nullable: false),
                    journal = table.Column<Guid>(type: "uuid", nullable: true),
                    group_number = table.Column<long>(type: "bigint", nullable: true),
                    first_ticket = table.Column<int>(type: "integer", nullable: true),
                    refund = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draw_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "draws",
                schema: "rewards",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    token = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    terms = table.Column<byte[]>(type: "bytea", nullable: false),
                    commitment = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", maxLength: 60, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tickets = table.Column<int>(type: "integer", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    blocks = table.Column<byte[]>(type: "bytea", nullable: true),
                    proposer = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: true),
                    public_value = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    drawn_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    winners = table.Column<byte[]>(type: "bytea", nullable: true),
                    cancel_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    cancelled_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refunds_refused = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draws", x => new { x.partner_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_draw_entries_partner_id_draw_id_first_ticket",
                schema: "rewards",
                table: "draw_entries",
                columns: new[] { "partner_id", "draw_id", "first_ticket" });

            migrationBuilder.CreateIndex(
                name: "IX_draw_entries_partner_id_draw_id_id",
                schema: "rewards",
                table: "draw_entries",
                columns: new[] { "partner_id", "draw_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_draw_entries_partner_id_draw_id_member",
                schema: "rewards",
                table: "draw_entries",
                columns: new[] { "partner_id", "draw_id", "member" });

            migrationBuilder.CreateIndex(
                name: "IX_draws_state",
                schema: "rewards",
                table: "draws",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "draw_entries",
                schema: "rewards");

            migrationBuilder.DropTable(
                name: "draws",
                schema: "rewards");
        }
    }
}
