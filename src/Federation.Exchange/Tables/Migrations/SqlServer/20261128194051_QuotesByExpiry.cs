using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class QuotesByExpiry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_expire_time",
                schema: "exchange",
                table: "quotes",
                columns: new[] { "member_id", "expire_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_quotes_member_id_expire_time",
                schema: "exchange",
                table: "quotes");
        }
    }
}
