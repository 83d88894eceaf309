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
                    fee_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    proposer = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    approver = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false)
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
                    response = table.Column<byte[]>(type: "BLOB", nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false)
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
                    source_partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    till_partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
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
                    create_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publications", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "board_values",
                columns: table => new
                {
                    board_number = table.Column<long>(type: "INTEGER", nullable: false),
                    coin_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    asks_units = table.Column<long>(type: "INTEGER", nullable: false),
                    pays_units = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "IX_exchanges_group_number_position",
                table: "exchanges",
                columns: new[] { "group_number", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_publications_board_number",
                table: "publications",
                column: "board_number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "boards");
        }
    }
}
