using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Identity.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AddProposals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                schema: "identity",
                table: "commands",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "approve_time",
                schema: "identity",
                table: "clients",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "approver",
                schema: "identity",
                table: "clients",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "creator",
                schema: "identity",
                table: "clients",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "pending",
                schema: "identity",
                table: "clients",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "recovery",
                schema: "identity",
                table: "clients",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "revoke_time",
                schema: "identity",
                table: "clients",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "revoker",
                schema: "identity",
                table: "clients",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "secret_revision",
                schema: "identity",
                table: "clients",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "client_owners",
                schema: "identity",
                columns: table => new
                {
                    owner = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_client_owners", x => x.owner);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "client_owners",
                schema: "identity");

            migrationBuilder.DropColumn(
                name: "client_id",
                schema: "identity",
                table: "commands");

            migrationBuilder.DropColumn(
                name: "approve_time",
                schema: "identity",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "approver",
                schema: "identity",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "creator",
                schema: "identity",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "pending",
                schema: "identity",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "recovery",
                schema: "identity",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "revoke_time",
                schema: "identity",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "revoker",
                schema: "identity",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "secret_revision",
                schema: "identity",
                table: "clients");
        }
    }
}
