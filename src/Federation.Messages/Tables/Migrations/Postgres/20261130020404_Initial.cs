using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Messages.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "messages");

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "messages",
                columns: table => new
                {
                    principal = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    method = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    response = table.Column<byte[]>(type: "bytea", nullable: true),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    client_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => new { x.principal, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "cursors",
                schema: "messages",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    group_number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cursors", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "gateways",
                schema: "messages",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    previous_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous_expire_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateways", x => new { x.partner_id, x.channel });
                });

            migrationBuilder.CreateTable(
                name: "messages",
                schema: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    key_digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    member = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recipients",
                schema: "messages",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    member = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    contact = table.Column<byte[]>(type: "bytea", nullable: true),
                    has_email = table.Column<bool>(type: "boolean", nullable: false),
                    has_phone = table.Column<bool>(type: "boolean", nullable: false),
                    preferences = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recipients", x => new { x.member, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "settings",
                schema: "messages",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    settings = table.Column<byte[]>(type: "bytea", nullable: false),
                    begin_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.partner_id);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "messages",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    owner = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_leases", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "templates",
                schema: "messages",
                columns: table => new
                {
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    update_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_templates", x => new { x.partner_id, x.kind, x.language });
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    member = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    create_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    give_up_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    problem = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    accept_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    deliver_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    read_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    digest_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "FK_deliveries_messages_message_id",
                        column: x => x.message_id,
                        principalSchema: "messages",
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "messages",
                table: "cursors",
                columns: new[] { "name", "group_number" },
                values: new object[] { "ledger", 0L });

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "messages",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_member_channel_create_time",
                schema: "messages",
                table: "deliveries",
                columns: new[] { "member", "channel", "create_time" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_message_id_channel",
                schema: "messages",
                table: "deliveries",
                columns: new[] { "message_id", "channel" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_partner_id_create_time",
                schema: "messages",
                table: "deliveries",
                columns: new[] { "partner_id", "create_time" });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_state_due_time",
                schema: "messages",
                table: "deliveries",
                columns: new[] { "state", "due_time" },
                filter: "state IN (1, 2)");

            migrationBuilder.CreateIndex(
                name: "IX_messages_create_time",
                schema: "messages",
                table: "messages",
                column: "create_time");

            migrationBuilder.CreateIndex(
                name: "IX_messages_partner_id_key_digest",
                schema: "messages",
                table: "messages",
                columns: new[] { "partner_id", "key_digest" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "commands",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "cursors",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "gateways",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "recipients",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "settings",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "templates",
                schema: "messages");

            migrationBuilder.DropTable(
                name: "messages",
                schema: "messages");
        }
    }
}
