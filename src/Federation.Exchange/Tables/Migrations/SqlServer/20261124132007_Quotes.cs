using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Quotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "quotes",
                schema: "exchange",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    till_partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    slot = table.Column<int>(type: "int", nullable: true),
                    detail = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quotes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_slot",
                schema: "exchange",
                table: "quotes",
                columns: new[] { "member_id", "slot" },
                unique: true,
                filter: "[slot] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "quotes",
                schema: "exchange");
        }
    }
}
