using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Messages.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddCoupons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "coupon_reminders",
                schema: "messages",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    days_before = table.Column<int>(type: "integer", nullable: false),
                    last_day = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coupon_reminders", x => new { x.partner_id, x.days_before });
                });

            // What was before is told to nobody: coupons are followed from where coins are.
            migrationBuilder.Sql(
                "INSERT INTO messages.cursors (name, group_number) "
                + "SELECT 'coupons', group_number FROM messages.cursors WHERE name = 'ledger'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM messages.cursors WHERE name = 'coupons'");
            migrationBuilder.DropTable(
                name: "coupon_reminders",
                schema: "messages");
        }
    }
}
