using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddPersonsAndPayCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "coins",
                table: "pay_codes",
                type: "TEXT",
                unicode: false,
                maxLength: 660,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "revoke_time",
                table: "pay_codes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "linked_by",
                table: "memberships",
                type: "TEXT",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "person",
                table: "link_codes",
                type: "TEXT",
                unicode: false,
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "coins",
                table: "pay_codes");

            migrationBuilder.DropColumn(
                name: "revoke_time",
                table: "pay_codes");

            migrationBuilder.DropColumn(
                name: "linked_by",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "person",
                table: "link_codes");
        }
    }
}
