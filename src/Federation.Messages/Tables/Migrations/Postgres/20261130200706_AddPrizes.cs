using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Federation.Messages.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddPrizes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.InsertData(
                schema: "messages",
                table: "cursors",
                columns: new[] { "name", "group_number" },
                values: new object[,]
                {
                    { "prize-reminders", 0L },
                    { "prizes", 0L }
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DeleteData(
                schema: "messages",
                table: "cursors",
                keyColumn: "name",
                keyValue: "prize-reminders");

            migrationBuilder.DeleteData(
                schema: "messages",
                table: "cursors",
                keyColumn: "name",
                keyValue: "prizes");
        }
    }
}
