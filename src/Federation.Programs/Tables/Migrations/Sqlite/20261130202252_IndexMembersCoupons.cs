using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class IndexMembersCoupons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_coupons_expire_time_id",
                table: "coupons",
                columns: new[] { "expire_time", "id" },
                filter: "member IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_coupons_order_id",
                table: "coupons",
                column: "order_id",
                filter: "order_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_coupons_expire_time_id",
                table: "coupons");

            migrationBuilder.DropIndex(
                name: "IX_coupons_order_id",
                table: "coupons");
        }
    }
}
