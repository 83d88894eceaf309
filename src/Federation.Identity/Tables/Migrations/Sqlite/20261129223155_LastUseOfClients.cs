using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Identity.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LastUseOfClients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "last_use_time",
                table: "clients",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "last_use_time",
                table: "clients");
        }
    }
}
