using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Quotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "quotes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", nullable: false),
                    till_partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    slot = table.Column<int>(type: "INTEGER", nullable: true),
                    detail = table.Column<byte[]>(type: "BLOB", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    expire_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quotes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_slot",
                table: "quotes",
                columns: new[] { "member_id", "slot" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "quotes");
        }
    }
}
