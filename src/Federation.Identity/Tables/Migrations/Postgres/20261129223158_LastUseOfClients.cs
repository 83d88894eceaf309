using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Identity.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LastUseOfClients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_use_time",
                schema: "identity",
                table: "clients",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "last_use_time",
                schema: "identity",
                table: "clients");
        }
    }
}
