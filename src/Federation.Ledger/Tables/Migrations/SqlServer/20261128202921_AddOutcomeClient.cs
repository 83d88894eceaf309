using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddOutcomeClient : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                schema: "ledger",
                table: "outcomes",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            // A type cannot be altered: the rows of outcomes travel in a new one.
            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.outcome_rows_2 AS TABLE (
                    id uniqueidentifier NOT NULL, principal nvarchar(100) NOT NULL, request_id uniqueidentifier NOT NULL,
                    fingerprint varbinary(32) NOT NULL, kind int NOT NULL, time datetimeoffset NOT NULL, refused varbinary(max) NULL,
                    corrects uniqueidentifier NULL, effective_time datetimeoffset NULL, until datetimeoffset NULL,
                    external_reference nvarchar(128) NULL, reason_code nvarchar(64) NULL, detail varbinary(max) NULL,
                    client_id nvarchar(100) NULL);
                """);
            migrationBuilder.Sql("DROP TYPE ledger.outcome_rows;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "client_id",
                schema: "ledger",
                table: "outcomes");

            migrationBuilder.Sql(
                """
                CREATE TYPE ledger.outcome_rows AS TABLE (
                    id uniqueidentifier NOT NULL, principal nvarchar(100) NOT NULL, request_id uniqueidentifier NOT NULL,
                    fingerprint varbinary(32) NOT NULL, kind int NOT NULL, time datetimeoffset NOT NULL, refused varbinary(max) NULL,
                    corrects uniqueidentifier NULL, effective_time datetimeoffset NULL, until datetimeoffset NULL,
                    external_reference nvarchar(128) NULL, reason_code nvarchar(64) NULL, detail varbinary(max) NULL);
                """);
            migrationBuilder.Sql("DROP TYPE ledger.outcome_rows_2;");
        }
    }
}
