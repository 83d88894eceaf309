using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SafeBoards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "publisher",
                schema: "exchange",
                table: "publications",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "reason",
                schema: "exchange",
                table: "publications",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "fee_fixed_units",
                schema: "exchange",
                table: "boards",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "findings",
                schema: "exchange",
                table: "boards",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<bool>(
                name: "is_draft",
                schema: "exchange",
                table: "boards",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "maximum_units",
                schema: "exchange",
                table: "boards",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "minimum_units",
                schema: "exchange",
                table: "boards",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "pairs",
                schema: "exchange",
                table: "boards",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<long>(
                name: "revision",
                schema: "exchange",
                table: "boards",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            migrationBuilder.CreateTable(
                name: "board_approvals",
                schema: "exchange",
                columns: table => new
                {
                    board_number = table.Column<long>(type: "bigint", nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    approver = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    approve_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_board_approvals", x => new { x.board_number, x.partner_id });
                    table.ForeignKey(
                        name: "FK_board_approvals_boards_board_number",
                        column: x => x.board_number,
                        principalSchema: "exchange",
                        principalTable: "boards",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_create_time",
                schema: "exchange",
                table: "exchanges",
                column: "create_time");

            // Approvals made before were of alliance admins, whose approval has no brand.
            migrationBuilder.Sql(
                """
                INSERT INTO exchange.board_approvals (board_number, partner_id, approver, reason, approve_time)
                SELECT number, '', approver, '', create_time FROM exchange.boards WHERE approver IS NOT NULL
                """);

            migrationBuilder.DropColumn(
                name: "approver",
                schema: "exchange",
                table: "boards");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "board_approvals",
                schema: "exchange");

            migrationBuilder.DropIndex(
                name: "IX_exchanges_create_time",
                schema: "exchange",
                table: "exchanges");

            migrationBuilder.DropColumn(
                name: "publisher",
                schema: "exchange",
                table: "publications");

            migrationBuilder.DropColumn(
                name: "reason",
                schema: "exchange",
                table: "publications");

            migrationBuilder.DropColumn(
                name: "fee_fixed_units",
                schema: "exchange",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "findings",
                schema: "exchange",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "is_draft",
                schema: "exchange",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "maximum_units",
                schema: "exchange",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "minimum_units",
                schema: "exchange",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "pairs",
                schema: "exchange",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "exchange",
                table: "boards");

            migrationBuilder.AddColumn<string>(
                name: "approver",
                schema: "exchange",
                table: "boards",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);
        }
    }
}
