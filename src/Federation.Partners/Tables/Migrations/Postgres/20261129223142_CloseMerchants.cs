using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Partners.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CloseMerchants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "close_time",
                schema: "partners",
                table: "merchants",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "close_time",
                schema: "partners",
                table: "merchants");
        }
    }
}
