using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class IndexEvaluationTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_evaluations_partner_id_program_id_create_time",
                schema: "programs",
                table: "evaluations",
                columns: new[] { "partner_id", "program_id", "create_time" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_evaluations_partner_id_program_id_create_time",
                schema: "programs",
                table: "evaluations");
        }
    }
}
