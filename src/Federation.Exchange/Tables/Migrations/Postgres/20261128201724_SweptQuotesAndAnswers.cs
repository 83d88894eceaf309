using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SweptQuotesAndAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                schema: "exchange",
                table: "commands",
                type: "bytea",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "bytea");

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "exchange",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_quotes_expire_time",
                schema: "exchange",
                table: "quotes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "exchange",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "exchange");

            migrationBuilder.DropIndex(
                name: "IX_quotes_expire_time",
                schema: "exchange",
                table: "quotes");

            migrationBuilder.DropIndex(
                name: "IX_commands_answers",
                schema: "exchange",
                table: "commands");

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                schema: "exchange",
                table: "commands",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "bytea",
                oldNullable: true);
        }
    }
}
