using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "programs");

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "programs",
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
                name: "programs",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    title_zh = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_programs", x => new { x.partner_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "publications",
                schema: "programs",
                columns: table => new
                {
                    log_number = table.Column<long>(type: "bigint", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    publish_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    publisher = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publications", x => x.log_number);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "programs",
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
                name: "rule_sets",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    is_draft = table.Column<bool>(type: "bit", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    proposer = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    digest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    give_away_basis_points = table.Column<int>(type: "int", nullable: false),
                    approver = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_sets", x => new { x.partner_id, x.program_id, x.number });
                    table.ForeignKey(
                        name: "FK_rule_sets_programs_partner_id_program_id",
                        columns: x => new { x.partner_id, x.program_id },
                        principalSchema: "programs",
                        principalTable: "programs",
                        principalColumns: new[] { "partner_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rule_set_contents",
                schema: "programs",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    terms = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    report = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rule_set_contents", x => new { x.partner_id, x.program_id, x.number });
                    table.ForeignKey(
                        name: "FK_rule_set_contents_rule_sets_partner_id_program_id_number",
                        columns: x => new { x.partner_id, x.program_id, x.number },
                        principalSchema: "programs",
                        principalTable: "rule_sets",
                        principalColumns: new[] { "partner_id", "program_id", "number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "programs",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_publications_partner_id_program_id_sequence",
                schema: "programs",
                table: "publications",
                columns: new[] { "partner_id", "program_id", "sequence" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commands",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "publications",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "rule_set_contents",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "rule_sets",
                schema: "programs");

            migrationBuilder.DropTable(
                name: "programs",
                schema: "programs");
        }
    }
}
