using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Exchange.Migrations.SqlServer
{
    /// <summary>What the model cannot say: no lock of a whole table.</summary>
    public partial class Initial
    {
        private static readonly string[] HotTables = ["exchange_parties", "exchanges", "quotes"];

        private static void WrittenByHand(MigrationBuilder migrationBuilder) => SetLockEscalation(migrationBuilder, "DISABLE");

        private static void SetLockEscalation(MigrationBuilder migrationBuilder, string to)
        {
            foreach (var table in HotTables)
                migrationBuilder.Sql(
                    "IF @@VERSION LIKE N'Microsoft%' "
                    + $"EXEC(N'ALTER TABLE exchange.{table} SET (LOCK_ESCALATION = {to});');");
        }
    }
}
