using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Ledger.Migrations.SqlServer
{
    /// <summary>What EF Core does not generate: wallets travel in a type that has their gifts. The one without stays, for
    /// nodes of the release before.</summary>
    public partial class LimitGifts
    {
        private static void CreateTypes(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            CREATE TYPE ledger.sent_wallets_2 AS TABLE (
                id uniqueidentifier NOT NULL PRIMARY KEY, member_id uniqueidentifier NOT NULL, coin nvarchar(32) NOT NULL,
                state int NOT NULL, state_revision bigint NOT NULL, frozen bit NOT NULL, balance bigint NOT NULL,
                held bigint NOT NULL, receivable bigint NOT NULL, version bigint NOT NULL, last_time datetimeoffset NULL,
                active_until datetimeoffset NULL, cap_day int NOT NULL, cap_units bigint NOT NULL, gift_day int NOT NULL,
                gifts int NOT NULL);
            """);

        private static void DropTypes(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("DROP TYPE ledger.sent_wallets_2;");
    }
}
