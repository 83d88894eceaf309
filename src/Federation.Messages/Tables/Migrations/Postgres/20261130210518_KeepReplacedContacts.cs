using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Messages.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class KeepReplacedContacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "contact_change_time",
                schema: "messages",
                table: "recipients",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "kept_contacts",
                schema: "messages",
                table: "recipients",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "wipe_time",
                schema: "messages",
                table: "recipients",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "old_contact",
                schema: "messages",
                table: "deliveries",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_recipients_wipe_time",
                schema: "messages",
                table: "recipients",
                column: "wipe_time",
                filter: "wipe_time IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_recipients_wipe_time",
                schema: "messages",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "contact_change_time",
                schema: "messages",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "kept_contacts",
                schema: "messages",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "wipe_time",
                schema: "messages",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "old_contact",
                schema: "messages",
                table: "deliveries");
        }
    }
}
