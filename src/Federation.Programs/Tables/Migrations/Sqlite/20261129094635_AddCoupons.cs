using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddCoupons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "coupons",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    definition = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    code_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    uses = table.Column<int>(type: "INTEGER", nullable: false),
                    restore_grace_days = table.Column<int>(type: "INTEGER", nullable: false),
                    expire_time = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    by_journal = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coupons", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_coupons_code_hash",
                table: "coupons",
                column: "code_hash",
                unique: true,
                filter: "code_hash IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_coupons_partner_id_program_id_member_expire_time_id",
                table: "coupons",
                columns: new[] { "partner_id", "program_id", "member", "expire_time", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "coupons");
        }
    }
}
