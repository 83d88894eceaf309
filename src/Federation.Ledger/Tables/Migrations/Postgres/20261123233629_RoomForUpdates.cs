using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RoomForUpdates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterTable(
                name: "wallets",
                schema: "ledger")
                .Annotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.AlterTable(
                name: "lots",
                schema: "ledger")
                .Annotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.AlterTable(
                name: "holds",
                schema: "ledger")
                .Annotation("Npgsql:StorageParameter:fillfactor", 60);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterTable(
                name: "wallets",
                schema: "ledger")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.AlterTable(
                name: "lots",
                schema: "ledger")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.AlterTable(
                name: "holds",
                schema: "ledger")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 60);
        }
    }
}
