using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Messages.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddCoupons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "coupon_reminders",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    days_before = table.Column<int>(type: "INTEGER", nullable: false),
                    last_day = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coupon_reminders", x => new { x.partner_id, x.days_before });
                });

            // What was before is told to nobody: coupons are followed from where coins are.
            migrationBuilder.Sql(
                "INSERT INTO cursors (name, group_number) "
                + "SELECT 'coupons', group_number FROM cursors WHERE name = 'ledger'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM cursors WHERE name = 'coupons'");
            migrationBuilder.DropTable(
                name: "coupon_reminders");
        }
    }
}
