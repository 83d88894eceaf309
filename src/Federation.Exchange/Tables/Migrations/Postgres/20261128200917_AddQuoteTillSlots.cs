using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddQuoteTillSlots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "till_slot",
                schema: "exchange",
                table: "quotes",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_till_partner_id_till_slot",
                schema: "exchange",
                table: "quotes",
                columns: new[] { "member_id", "till_partner_id", "till_slot" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_quotes_member_id_till_partner_id_till_slot",
                schema: "exchange",
                table: "quotes");

            migrationBuilder.DropColumn(
                name: "till_slot",
                schema: "exchange",
                table: "quotes");
        }
    }
}
