using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Accounts.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClosuresAndSweeps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_memberships_partner_id_external_id",
                table: "memberships");

            migrationBuilder.AddColumn<bool>(
                name: "closure_requested",
                table: "memberships",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "alliance_close_time",
                table: "members",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "brands_close_time",
                table: "members",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "close_approver",
                table: "members",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "close_proposer",
                table: "members",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "close_time",
                table: "members",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "left_partner_id",
                table: "members",
                type: "TEXT",
                unicode: false,
                maxLength: 32,
                nullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                table: "commands",
                type: "BLOB",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "BLOB");

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_pay_codes_expire_time",
                table: "pay_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_linked_number",
                table: "memberships",
                columns: new[] { "partner_id", "external_id" },
                unique: true,
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_external_id_state",
                table: "memberships",
                columns: new[] { "partner_id", "external_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_members_state_close_time",
                table: "members",
                columns: new[] { "state", "close_time" });

            migrationBuilder.CreateIndex(
                name: "IX_link_codes_expire_time",
                table: "link_codes",
                column: "expire_time");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            // A closed member's links have ended, and its numbers can be given again.
            migrationBuilder.Sql(
                """
                UPDATE memberships SET state = 2
                WHERE state = 1 AND member_id IN (SELECT id FROM members WHERE state = 2)
                """);

            // Which brand a member left last was not written down; where it had one only, it is known.
            migrationBuilder.Sql(
                """
                UPDATE members SET left_partner_id =
                    (SELECT MIN(s.partner_id) FROM memberships s WHERE s.member_id = members.id)
                WHERE state = 1
                    AND (SELECT COUNT(*) FROM memberships s WHERE s.member_id = members.id) = 1
                    AND NOT EXISTS (SELECT 1 FROM memberships s WHERE s.member_id = members.id AND s.state = 1)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sweep_leases");

            migrationBuilder.DropIndex(
                name: "IX_pay_codes_expire_time",
                table: "pay_codes");

            migrationBuilder.DropIndex(
                name: "IX_memberships_linked_number",
                table: "memberships");

            migrationBuilder.DropIndex(
                name: "IX_memberships_partner_id_external_id_state",
                table: "memberships");

            migrationBuilder.DropIndex(
                name: "IX_members_state_close_time",
                table: "members");

            migrationBuilder.DropIndex(
                name: "IX_link_codes_expire_time",
                table: "link_codes");

            migrationBuilder.DropIndex(
                name: "IX_commands_answers",
                table: "commands");

            migrationBuilder.DropColumn(
                name: "closure_requested",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "alliance_close_time",
                table: "members");

            migrationBuilder.DropColumn(
                name: "brands_close_time",
                table: "members");

            migrationBuilder.DropColumn(
                name: "close_approver",
                table: "members");

            migrationBuilder.DropColumn(
                name: "close_proposer",
                table: "members");

            migrationBuilder.DropColumn(
                name: "close_time",
                table: "members");

            migrationBuilder.DropColumn(
                name: "left_partner_id",
                table: "members");

            migrationBuilder.AlterColumn<byte[]>(
                name: "response",
                table: "commands",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "BLOB",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_memberships_partner_id_external_id",
                table: "memberships",
                columns: new[] { "partner_id", "external_id" },
                unique: true);
        }
    }
}
