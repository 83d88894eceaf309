using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddCoupons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "coupons",
                schema: "programs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    definition = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: true),
                    code_hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    uses = table.Column<int>(type: "int", nullable: false),
                    restore_grace_days = table.Column<int>(type: "int", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    order_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    by_journal = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coupons", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_coupons_code_hash",
                schema: "programs",
                table: "coupons",
                column: "code_hash",
                unique: true,
                filter: "code_hash IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_coupons_partner_id_program_id_member_expire_time_id",
                schema: "programs",
                table: "coupons",
                columns: new[] { "partner_id", "program_id", "member", "expire_time", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "coupons",
                schema: "programs");
        }
    }
}
