using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ClosuresAndSweeps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_memberships_partner_id_external_id",
                schema: "accounts",
                table: "memberships");

            migrationBuilder.AddColumn<bool>(
                name: "closure_requested",
                schema: "accounts",
                table: "memberships",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "alliance_close_time",
                schema: "accounts",
                table: "members",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "brands_close_time",
                schema: "accounts",
                table: "members",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "close_approver",
                schema: "accounts",
                table: "members",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "close_proposer",
                schema: "accounts",
                table: "members",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "close_time",
                schema: "accounts",
                table: "members",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "left_partner_id",
                schema: "accounts",
                table: "members",
                type: "varchar(32)",
                unicode: false,
                maxLength: 32,
                nullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                schema: "accounts",
                table: "commands",
                type: "varbinary(max)",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "varbinary(max)");

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "accounts",
                columns: table => new
                {
                    name = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_pay_codes_expire_time",
                schema: "accounts",
                table: "pay_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_linked_number",
                schema: "accounts",
                table: "memberships",
                columns: new[] { "partner_id", "external_id" },
                unique: true,
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_external_id_state",
                schema: "accounts",
                table: "memberships",
                columns: new[] { "partner_id", "external_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_members_state_close_time",
                schema: "accounts",
                table: "members",
                columns: new[] { "state", "close_time" });

            migrationBuilder.CreateIndex(
                name: "IX_link_codes_expire_time",
                schema: "accounts",
                table: "link_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "accounts",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            // A closed member's links have ended, and its numbers can be given again.
            migrationBuilder.Sql(
                """
                UPDATE [accounts].[memberships] SET state = 2
                WHERE state = 1 AND member_id IN (SELECT id FROM [accounts].[members] WHERE state = 2)
                """);

            // Which brand a member left last was not written down; where it had one only, it is known.
            migrationBuilder.Sql(
                """
                UPDATE [accounts].[members] SET left_partner_id =
                    (SELECT MIN(s.partner_id) FROM [accounts].[memberships] s WHERE s.member_id = [accounts].[members].id)
                WHERE state = 1
                    AND (SELECT COUNT(*) FROM [accounts].[memberships] s WHERE s.member_id = [accounts].[members].id) = 1
                    AND NOT EXISTS (SELECT 1 FROM [accounts].[memberships] s WHERE s.member_id = [accounts].[members].id AND s.state = 1)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "accounts");

            migrationBuilder.DropIndex(
                name: "IX_pay_codes_expire_time",
                schema: "accounts",
                table: "pay_codes");

            migrationBuilder.DropIndex(
                name: "IX_memberships_linked_number",
                schema: "accounts",
                table: "memberships");

            migrationBuilder.DropIndex(
                name: "IX_memberships_partner_id_external_id_state",
                schema: "accounts",
                table: "memberships");

            migrationBuilder.DropIndex(
                name: "IX_members_state_close_time",
                schema: "accounts",
                table: "members");

            migrationBuilder.DropIndex(
                name: "IX_link_codes_expire_time",
                schema: "accounts",
                table: "link_codes");

            migrationBuilder.DropIndex(
                name: "IX_commands_answers",
                schema: "accounts",
                table: "commands");

            migrationBuilder.DropColumn(
                name: "closure_requested",
                schema: "accounts",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "alliance_close_time",
                schema: "accounts",
                table: "members");

            migrationBuilder.DropColumn(
                name: "brands_close_time",
                schema: "accounts",
                table: "members");

            migrationBuilder.DropColumn(
                name: "close_approver",
                schema: "accounts",
                table: "members");

            migrationBuilder.DropColumn(
                name: "close_proposer",
                schema: "accounts",
                table: "members");

            migrationBuilder.DropColumn(
                name: "close_time",
                schema: "accounts",
                table: "members");

            migrationBuilder.DropColumn(
                name: "left_partner_id",
                schema: "accounts",
                table: "members");

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                schema: "accounts",
                table: "commands",
                type: "varbinary(max)",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "varbinary(max)",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_external_id",
                schema: "accounts",
                table: "memberships",
                columns: new[] { "partner_id", "external_id" },
                unique: true);
        }
    }
}
