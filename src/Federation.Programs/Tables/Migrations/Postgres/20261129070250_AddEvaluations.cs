using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddEvaluations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evaluations",
                schema: "programs",
                columns: table => new
                {
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    journal = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evaluations", x => x.digest);
                    table.ForeignKey(
                        name: "FK_evaluations_rule_sets_partner_id_program_id_number",
                        columns: x => new { x.partner_id, x.program_id, x.number },
                        principalSchema: "programs",
                        principalTable: "rule_sets",
                        principalColumns: new[] { "partner_id", "program_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_partner_id_program_id_number",
                schema: "programs",
                table: "evaluations",
                columns: new[] { "partner_id", "program_id", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evaluations",
                schema: "programs");
        }
    }
}
