using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddCorrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    rule_set = table.Column<long>(type: "INTEGER", nullable: false),
                    rule_set_digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    from_time = table.Column<long>(type: "INTEGER", nullable: false),
                    to_time = table.Column<long>(type: "INTEGER", nullable: false),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    proposer = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    decider = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    decide_time = table.Column<long>(type: "INTEGER", nullable: true),
                    decision_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    orders = table.Column<long>(type: "INTEGER", nullable: false),
                    unearned_orders = table.Column<long>(type: "INTEGER", nullable: false),
                    unknown_orders = table.Column<long>(type: "INTEGER", nullable: false),
                    lines = table.Column<long>(type: "INTEGER", nullable: false),
                    retry_time = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_corrections", x => new { x.partner_id, x.program_id, x.number });
                    table.ForeignKey(
                        name: "FK_corrections_rule_sets_partner_id_program_id_rule_set",
                        columns: x => new { x.partner_id, x.program_id, x.rule_set },
                        principalTable: "rule_sets",
                        principalColumns: new[] { "partner_id", "program_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "correction_lines",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", nullable: false),
                    coin = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    orders = table.Column<int>(type: "INTEGER", nullable: false),
                    earned = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    posted = table.Column<long>(type: "INTEGER", nullable: false),
                    refusal_reason = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    journal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correction_lines", x => new { x.partner_id, x.program_id, x.number, x.line });
                    table.ForeignKey(
                        name: "FK_correction_lines_corrections_partner_id_program_id_number",
                        columns: x => new { x.partner_id, x.program_id, x.number },
                        principalTable: "corrections",
                        principalColumns: new[] { "partner_id", "program_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "correction_orders",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    order_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    coin = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    steps = table.Column<int>(type: "INTEGER", nullable: false),
                    difference = table.Column<long>(type: "INTEGER", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false),
                    posted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correction_orders", x => new { x.partner_id, x.program_id, x.number, x.line, x.order_id });
                    table.ForeignKey(
                        name: "FK_correction_orders_correction_lines_partner_id_program_id_number_line",
                        columns: x => new { x.partner_id, x.program_id, x.number, x.line },
                        principalTable: "correction_lines",
                        principalColumns: new[] { "partner_id", "program_id", "number", "line" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_correction_orders_order_id",
                table: "correction_orders",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_corrections_partner_id_program_id_rule_set",
                table: "corrections",
                columns: new[] { "partner_id", "program_id", "rule_set" });

            migrationBuilder.CreateIndex(
                name: "IX_corrections_state",
                table: "corrections",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "correction_orders");

            migrationBuilder.DropTable(
                name: "correction_lines");

            migrationBuilder.DropTable(
                name: "corrections");
        }
    }
}
