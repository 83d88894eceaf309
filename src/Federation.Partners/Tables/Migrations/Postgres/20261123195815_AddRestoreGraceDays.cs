using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddRestoreGraceDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "restore_grace_days",
                schema: "partners",
                table: "coins",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "restore_grace_days",
                schema: "partners",
                table: "coins");
        }
    }
}
