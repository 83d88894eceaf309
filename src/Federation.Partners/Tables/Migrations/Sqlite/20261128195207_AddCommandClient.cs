using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddCommandClient : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                table: "commands",
                type: "TEXT",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "client_id",
                table: "commands");
        }
    }
}
