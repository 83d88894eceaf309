using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddCommandClient : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                schema: "exchange",
                table: "commands",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "client_id",
                schema: "exchange",
                table: "commands");
        }
    }
}
