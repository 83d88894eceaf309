using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Identity.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class IndexEndedSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_staff_sessions_end_time",
                table: "staff_sessions",
                column: "end_time",
                filter: "end_time IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_end_time",
                table: "sessions",
                column: "end_time",
                filter: "end_time IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_staff_sessions_end_time",
                table: "staff_sessions");

            migrationBuilder.DropIndex(
                name: "IX_sessions_end_time",
                table: "sessions");
        }
    }
}
