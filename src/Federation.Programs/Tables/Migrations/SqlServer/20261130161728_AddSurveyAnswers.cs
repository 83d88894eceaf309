using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddSurveyAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "survey_answers",
                schema: "programs",
                columns: table => new
                {
                    digest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    place = table.Column<int>(type: "int", nullable: false),
                    partner_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    survey = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    day = table.Column<int>(type: "int", nullable: false),
                    question = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    answer = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_survey_answers", x => new { x.digest, x.place });
                    table.ForeignKey(
                        name: "FK_survey_answers_evaluations_digest",
                        column: x => x.digest,
                        principalSchema: "programs",
                        principalTable: "evaluations",
                        principalColumn: "digest",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_survey_answers_partner_id_program_id_kind_survey_day",
                schema: "programs",
                table: "survey_answers",
                columns: new[] { "partner_id", "program_id", "kind", "survey", "day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "survey_answers",
                schema: "programs");
        }
    }
}
