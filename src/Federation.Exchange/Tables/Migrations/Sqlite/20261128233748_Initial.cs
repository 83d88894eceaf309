using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "boards",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    proposer = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    is_draft = table.Column<bool>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 1L),
                    fee_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    fee_fixed_units = table.Column<long>(type: "INTEGER", nullable: false),
                    minimum_units = table.Column<long>(type: "INTEGER", nullable: false),
                    maximum_units = table.Column<long>(type: "INTEGER", nullable: false),
                    pairs = table.Column<byte[]>(type: "BLOB", nullable: false, defaultValue: new byte[0]),
                    findings = table.Column<byte[]>(type: "BLOB", nullable: false, defaultValue: new byte[0])
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_boards", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                columns: table => new
                {
                    principal = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    response = table.Column<byte[]>(type: "BLOB", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => new { x.principal, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "cursors",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    group_number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cursors", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "exchange_parties",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    group_number = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exchange_parties", x => new { x.partner_id, x.group_number, x.position });
                });

            migrationBuilder.CreateTable(
                name: "exchanges",
                columns: table => new
                {
                    journal_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    group_number = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    source_partner_id = table.Column<string>(type: "TEXT", maxLength: 2112, nullable: false),
                    merchant_partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    external_reference = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    detail = table.Column<byte[]>(type: "BLOB", nullable: false),
                    refunded_units = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exchanges", x => x.journal_id);
                });

            migrationBuilder.CreateTable(
                name: "publications",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    board_number = table.Column<long>(type: "INTEGER", nullable: false),
                    publish_time = table.Column<long>(type: "INTEGER", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    publisher = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publications", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "quotes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", nullable: false),
                    merchant_partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    slot = table.Column<int>(type: "INTEGER", nullable: true),
                    merchant_slot = table.Column<int>(type: "INTEGER", nullable: true),
                    detail = table.Column<byte[]>(type: "BLOB", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    expire_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quotes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "board_approvals",
                columns: table => new
                {
                    board_number = table.Column<long>(type: "INTEGER", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    approver = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    approve_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_board_approvals", x => new { x.board_number, x.partner_id });
                    table.ForeignKey(
                        name: "FK_board_approvals_boards_board_number",
                        column: x => x.board_number,
                        principalTable: "boards",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "board_values",
                columns: table => new
                {
                    board_number = table.Column<long>(type: "INTEGER", nullable: false),
                    coin_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    on_value_units = table.Column<long>(type: "INTEGER", nullable: false),
                    off_value_units = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_board_values", x => new { x.board_number, x.coin_id });
                    table.ForeignKey(
                        name: "FK_board_values_boards_board_number",
                        column: x => x.board_number,
                        principalTable: "boards",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "cursors",
                columns: new[] { "name", "group_number" },
                values: new object[] { "exchanges", 0L });

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_create_time",
                table: "exchanges",
                column: "create_time");

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_group_number_position",
                table: "exchanges",
                columns: new[] { "group_number", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_publications_board_number",
                table: "publications",
                column: "board_number");

            migrationBuilder.CreateIndex(
                name: "IX_quotes_expire_time",
                table: "quotes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_expire_time",
                table: "quotes",
                columns: new[] { "member_id", "expire_time" });

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_slot",
                table: "quotes",
                columns: new[] { "member_id", "slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_quotes_member_id_merchant_partner_id_merchant_slot",
                table: "quotes",
                columns: new[] { "member_id", "merchant_partner_id", "merchant_slot" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "board_approvals");

            migrationBuilder.DropTable(
                name: "board_values");

            migrationBuilder.DropTable(
                name: "commands");

            migrationBuilder.DropTable(
                name: "cursors");

            migrationBuilder.DropTable(
                name: "exchange_parties");

            migrationBuilder.DropTable(
                name: "exchanges");

            migrationBuilder.DropTable(
                name: "publications");

            migrationBuilder.DropTable(
                name: "quotes");

            migrationBuilder.DropTable(
                name: "sweep_leases");

            migrationBuilder.DropTable(
                name: "boards");
        }
    }
}
