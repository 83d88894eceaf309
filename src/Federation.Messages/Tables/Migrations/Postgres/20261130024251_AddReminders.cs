using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Messages.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddReminders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "notices",
                schema: "messages",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coin_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    announced = table.Column<byte[]>(type: "bytea", nullable: false),
                    due_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    give_up_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    problem = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.message_id);
                    table.ForeignKey(
                        name: "FK_notices_messages_message_id",
                        column: x => x.message_id,
                        principalSchema: "messages",
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reminders",
                schema: "messages",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    days_before = table.Column<int>(type: "integer", nullable: false),
                    last_day = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reminders", x => new { x.partner_id, x.days_before });
                });

            migrationBuilder.CreateIndex(
                name: "IX_notices_due_time",
                schema: "messages",
                table: "notices",
                column: "due_time",
                filter: "due_time IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notices",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "reminders",
                schema: "messages");
        }
    }
}
