using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <summary>What EF Core does not generate: outcomes travel in a type that has the merchant. The one without stays, for
    /// nodes of the release before.</summary>
    public partial class AdjustmentsAndCoinJournals
    {
        private static void CreateTypes(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            CREATE TYPE ledger.sent_outcomes_2 AS TABLE (
                id uniqueidentifier NOT NULL, principal nvarchar(100) NOT NULL, request_id uniqueidentifier NOT NULL,
                fingerprint varbinary(32) NOT NULL, kind int NOT NULL, time datetimeoffset NOT NULL, refused varbinary(max) NULL,
                corrects uniqueidentifier NULL, effective_time datetimeoffset NULL, until datetimeoffset NULL,
                external_reference nvarchar(128) NULL, reason_code nvarchar(64) NULL, detail varbinary(max) NULL,
                client_id nvarchar(100) NULL, bundle uniqueidentifier NULL, merchant nvarchar(100) NULL);
            """);

        private static void DropTypes(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("DROP TYPE ledger.sent_outcomes_2;");
    }
}
