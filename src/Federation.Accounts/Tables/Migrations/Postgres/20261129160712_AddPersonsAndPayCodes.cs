using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AddPersonsAndPayCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "coins",
                schema: "accounts",
                table: "pay_codes",
                type: "character varying(660)",
                unicode: false,
                maxLength: 660,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "revoke_time",
                schema: "accounts",
                table: "pay_codes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "linked_by",
                schema: "accounts",
                table: "memberships",
                type: "character varying(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "person",
                schema: "accounts",
                table: "link_codes",
                type: "character varying(64)",
                unicode: false,
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "coins",
                schema: "accounts",
                table: "pay_codes");

            migrationBuilder.DropColumn(
                name: "revoke_time",
                schema: "accounts",
                table: "pay_codes");

            migrationBuilder.DropColumn(
                name: "linked_by",
                schema: "accounts",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "person",
                schema: "accounts",
                table: "link_codes");
        }
    }
}
