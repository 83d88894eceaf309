using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Identity.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class IndexEndedSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_staff_sessions_end_time",
                schema: "identity",
                table: "staff_sessions",
                column: "end_time",
                filter: "end_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_end_time",
                schema: "identity",
                table: "sessions",
                column: "end_time",
                filter: "end_time IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_staff_sessions_end_time",
                schema: "identity",
                table: "staff_sessions");

            migrationBuilder.DropIndex(
                name: "IX_sessions_end_time",
                schema: "identity",
                table: "sessions");
        }
    }
}
