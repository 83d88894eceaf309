using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Messages.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeepReplacedContacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "contact_change_time",
                table: "recipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "kept_contacts",
                table: "recipients",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "wipe_time",
                table: "recipients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "old_contact",
                table: "deliveries",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_recipients_wipe_time",
                table: "recipients",
                column: "wipe_time",
                filter: "wipe_time IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_recipients_wipe_time",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "contact_change_time",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "kept_contacts",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "wipe_time",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "old_contact",
                table: "deliveries");
        }
    }
}
