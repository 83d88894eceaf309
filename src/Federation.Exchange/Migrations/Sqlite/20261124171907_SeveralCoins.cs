using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SeveralCoins : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "till_partner_id",
                table: "exchanges",
                newName: "target_partner_id");

            migrationBuilder.RenameColumn(
                name: "source_partner_id",
                table: "exchanges",
                newName: "source_partner_ids");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "target_partner_id",
                table: "exchanges",
                newName: "till_partner_id");

            migrationBuilder.RenameColumn(
                name: "source_partner_ids",
                table: "exchanges",
                newName: "source_partner_id");
        }
    }
}
