using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Programs.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddMemberFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "profiles",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    attributes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    birth_month = table.Column<int>(type: "INTEGER", nullable: false),
                    birth_day = table.Column<int>(type: "INTEGER", nullable: false),
                    birthday_set_time = table.Column<long>(type: "INTEGER", nullable: true),
                    join_time = table.Column<long>(type: "INTEGER", nullable: true),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_profiles", x => new { x.member, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "segment_members",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    segment = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_segment_members", x => new { x.partner_id, x.program_id, x.segment, x.member });
                });

            migrationBuilder.CreateTable(
                name: "segments",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    members = table.Column<long>(type: "INTEGER", nullable: false),
                    update_time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_segments", x => new { x.partner_id, x.program_id, x.id });
                    table.ForeignKey(
                        name: "FK_segments_programs_partner_id_program_id",
                        columns: x => new { x.partner_id, x.program_id },
                        principalTable: "programs",
                        principalColumns: new[] { "partner_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tier_freezes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", nullable: false),
                    from_day = table.Column<int>(type: "INTEGER", nullable: false),
                    to_day = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    creator = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    unfreeze_time = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tier_freezes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tier_grants",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    partner_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    member = table.Column<byte[]>(type: "BLOB", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    from_day = table.Column<int>(type: "INTEGER", nullable: false),
                    to_day = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    creator = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    revoke_time = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tier_grants", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_segment_members_member_segment",
                table: "segment_members",
                columns: new[] { "member", "segment" });

            migrationBuilder.CreateIndex(
                name: "IX_tier_freezes_member_partner_id_program_id_to_day",
                table: "tier_freezes",
                columns: new[] { "member", "partner_id", "program_id", "to_day" });

            migrationBuilder.CreateIndex(
                name: "IX_tier_grants_member_partner_id_program_id_to_day",
                table: "tier_grants",
                columns: new[] { "member", "partner_id", "program_id", "to_day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "profiles");

            migrationBuilder.DropTable(
                name: "segment_members");

            migrationBuilder.DropTable(
                name: "segments");

            migrationBuilder.DropTable(
                name: "tier_freezes");

            migrationBuilder.DropTable(
                name: "tier_grants");
        }
    }
}
