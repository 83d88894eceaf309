using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "exchange");

            migrationBuilder.CreateTable(
                name: "boards",
                schema: "exchange",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    fee_basis_points = table.Column<int>(type: "integer", nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    proposer = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    approver = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_boards", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "exchange",
                columns: table => new
                {
                    principal = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    method = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    response = table.Column<byte[]>(type: "bytea", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => new { x.principal, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "cursors",
                schema: "exchange",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    group_number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cursors", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "exchange_parties",
                schema: "exchange",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    group_number = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exchange_parties", x => new { x.partner_id, x.group_number, x.position });
                });

            migrationBuilder.CreateTable(
                name: "exchanges",
                schema: "exchange",
                columns: table => new
                {
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_number = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source_partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    till_partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    external_reference = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    detail = table.Column<byte[]>(type: "bytea", nullable: false),
                    refunded_units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exchanges", x => x.journal_id);
                });

            migrationBuilder.CreateTable(
                name: "publications",
                schema: "exchange",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    board_number = table.Column<long>(type: "bigint", nullable: false),
                    publish_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publications", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "board_values",
                schema: "exchange",
                columns: table => new
                {
                    board_number = table.Column<long>(type: "bigint", nullable: false),
                    coin_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    asks_units = table.Column<long>(type: "bigint", nullable: false),
                    pays_units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_board_values", x => new { x.board_number, x.coin_id });
                    table.ForeignKey(
                        name: "FK_board_values_boards_board_number",
                        column: x => x.board_number,
                        principalSchema: "exchange",
                        principalTable: "boards",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "exchange",
                table: "cursors",
                columns: new[] { "name", "group_number" },
                values: new object[] { "exchanges", 0L });

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_group_number_position",
                schema: "exchange",
                table: "exchanges",
                columns: new[] { "group_number", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_publications_board_number",
                schema: "exchange",
                table: "publications",
                column: "board_number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "board_values",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "commands",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "cursors",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "exchange_parties",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "exchanges",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "publications",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "boards",
                schema: "exchange");
        }
    }
}
