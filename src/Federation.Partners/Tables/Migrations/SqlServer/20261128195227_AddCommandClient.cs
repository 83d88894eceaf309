using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddCommandClient : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                schema: "partners",
                table: "commands",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "client_id",
                schema: "partners",
                table: "commands");
        }
    }
}
