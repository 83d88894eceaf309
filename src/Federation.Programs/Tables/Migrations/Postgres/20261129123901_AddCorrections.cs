using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddCorrections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "corrections",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    rule_set = table.Column<long>(type: "bigint", nullable: false),
                    rule_set_digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    from_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason_code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    proposer = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decider = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    decide_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decision_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    orders = table.Column<long>(type: "bigint", nullable: false),
                    unearned_orders = table.Column<long>(type: "bigint", nullable: false),
                    unknown_orders = table.Column<long>(type: "bigint", nullable: false),
                    lines = table.Column<long>(type: "bigint", nullable: false),
                    retry_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_corrections", x => new { x.partner_id, x.program_id, x.number });
                    table.ForeignKey(
                        name: "FK_corrections_rule_sets_partner_id_program_id_rule_set",
                        columns: x => new { x.partner_id, x.program_id, x.rule_set },
                        principalSchema: "programs",
                        principalTable: "rule_sets",
                        principalColumns: new[] { "partner_id", "program_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "correction_lines",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    member = table.Column<Guid>(type: "uuid", nullable: false),
                    coin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    orders = table.Column<int>(type: "integer", nullable: false),
                    earned = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    posted = table.Column<long>(type: "bigint", nullable: false),
                    refusal_reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    journal = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correction_lines", x => new { x.partner_id, x.program_id, x.number, x.line });
                    table.ForeignKey(
                        name: "FK_correction_lines_corrections_partner_id_program_id_number",
                        columns: x => new { x.partner_id, x.program_id, x.number },
                        principalSchema: "programs",
                        principalTable: "corrections",
                        principalColumns: new[] { "partner_id", "program_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "correction_orders",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    difference = table.Column<long>(type: "bigint", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    posted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correction_orders", x => new { x.partner_id, x.program_id, x.number, x.line, x.order_id });
                    table.ForeignKey(
                        name: "FK_correction_orders_correction_lines_partner_id_program_id_nu~",
                        columns: x => new { x.partner_id, x.program_id, x.number, x.line },
                        principalSchema: "programs",
                        principalTable: "correction_lines",
                        principalColumns: new[] { "partner_id", "program_id", "number", "line" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_correction_orders_order_id",
                schema: "programs",
                table: "correction_orders",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "IX_corrections_partner_id_program_id_rule_set",
                schema: "programs",
                table: "corrections",
                columns: new[] { "partner_id", "program_id", "rule_set" });

            migrationBuilder.CreateIndex(
                name: "IX_corrections_state",
                schema: "programs",
                table: "corrections",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "correction_orders",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "correction_lines",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "corrections",
                schema: "programs");
        }
    }
}
