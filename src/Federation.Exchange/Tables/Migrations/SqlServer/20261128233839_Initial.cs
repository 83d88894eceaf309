using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.SqlServer
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
                    currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    proposer = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    is_draft = table.Column<bool>(type: "bit", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L),
                    fee_basis_points = table.Column<int>(type: "int", nullable: false),
                    fee_fixed_units = table.Column<long>(type: "bigint", nullable: false),
                    minimum_units = table.Column<long>(type: "bigint", nullable: false),
                    maximum_units = table.Column<long>(type: "bigint", nullable: false),
                    pairs = table.Column<byte[]>(type: "varbinary(max)", nullable: false, defaultValue: new byte[0]),
                    findings = table.Column<byte[]>(type: "varbinary(max)", nullable: false, defaultValue: new byte[0])
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
                    principal = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    method = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    response = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    client_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true)
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
                    name = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
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
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    group_number = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "int", nullable: false)
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
                    journal_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    group_number = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "int", nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    source_partner_id = table.Column<string>(type: "nvarchar(2112)", maxLength: 2112, nullable: false),
                    merchant_partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    external_reference = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    detail = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    refunded_units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exchanges", x => x.journal_id)
                        .Annotation("SqlServer:Clustered", false);
                });

            migrationBuilder.CreateTable(
                name: "publications",
                schema: "exchange",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    board_number = table.Column<long>(type: "bigint", nullable: false),
                    publish_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    publisher = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publications", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "quotes",
                schema: "exchange",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    merchant_partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    member_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    slot = table.Column<int>(type: "int", nullable: true),
                    merchant_slot = table.Column<int>(type: "int", nullable: true),
                    detail = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    expire_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quotes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "exchange",
                columns: table => new
                {
                    name = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "board_approvals",
                schema: "exchange",
                columns: table => new
                {
                    board_number = table.Column<long>(type: "bigint", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    approver = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    approve_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "board_values",
                schema: "exchange",
                columns: table => new
                {
                    board_number = table.Column<long>(type: "bigint", nullable: false),
                    coin_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    on_value_units = table.Column<long>(type: "bigint", nullable: false),
                    off_value_units = table.Column<long>(type: "bigint", nullable: false)
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
                name: "IX_commands_answers",
                schema: "exchange",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_create_time",
                schema: "exchange",
                table: "exchanges",
                column: "create_time");

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_group_number_position",
                schema: "exchange",
                table: "exchanges",
                columns: new[] { "group_number", "position" },
                unique: true)
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_publications_board_number",
                schema: "exchange",
                table: "publications",
                column: "board_number");

            migrationBuilder.CreateIndex(
                name: "IX_quotes_expire_time",
                schema: "exchange",
                table: "quotes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_expire_time",
                schema: "exchange",
                table: "quotes",
                columns: new[] { "member_id", "expire_time" });

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_slot",
                schema: "exchange",
                table: "quotes",
                columns: new[] { "member_id", "slot" },
                unique: true,
                filter: "[slot] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_merchant_partner_id_merchant_slot",
                schema: "exchange",
                table: "quotes",
                columns: new[] { "member_id", "merchant_partner_id", "merchant_slot" },
                unique: true,
                filter: "[merchant_slot] IS NOT NULL");

            WrittenByHand(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "board_approvals",
                schema: "exchange");

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
                name: "quotes",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "exchange");

            migrationBuilder.DropTable(
                name: "boards",
                schema: "exchange");
        }
    }
}
