using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Exchange.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SafeBoards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "publisher",
                table: "publications",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "publications",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "fee_fixed_units",
                table: "boards",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "findings",
                table: "boards",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<bool>(
                name: "is_draft",
                table: "boards",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "maximum_units",
                table: "boards",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "minimum_units",
                table: "boards",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "pairs",
                table: "boards",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "boards",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

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

            migrationBuilder.CreateIndex(
                name: "IX_exchanges_create_time",
                table: "exchanges",
                column: "create_time");

            // Approvals made before were of alliance admins, whose approval has no brand.
            migrationBuilder.Sql(
                """
                INSERT INTO board_approvals (board_number, partner_id, approver, reason, approve_time)
                SELECT number, '', approver, '', create_time FROM boards WHERE approver IS NOT NULL
                """);

            // Said outright: what would be generated copies the table, outside the transaction.
            migrationBuilder.Sql("ALTER TABLE boards DROP COLUMN approver");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "board_approvals");

            migrationBuilder.DropIndex(
                name: "IX_exchanges_create_time",
                table: "exchanges");

            migrationBuilder.DropColumn(
                name: "publisher",
                table: "publications");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "publications");

            migrationBuilder.DropColumn(
                name: "fee_fixed_units",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "findings",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "is_draft",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "maximum_units",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "minimum_units",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "pairs",
                table: "boards");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "boards");

            migrationBuilder.AddColumn<string>(
                name: "approver",
                table: "boards",
                type: "TEXT",
                maxLength: 100,
                nullable: true);
        }
    }
}
