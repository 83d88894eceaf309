using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "ledger");

            migrationBuilder.CreateTable(
                name: "clock",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    sandbox = table.Column<bool>(type: "boolean", nullable: false),
                    now = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_clock", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                schema: "ledger",
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
                name: "consumed",
                schema: "ledger",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consumed", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                schema: "ledger",
                columns: table => new
                {
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<short>(type: "smallint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    asset = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    wallet_id = table.Column<Guid>(type: "uuid", nullable: true),
                    lot = table.Column<long>(type: "bigint", nullable: true),
                    party = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    balance_after = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entries", x => new { x.journal_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "groups",
                schema: "ledger",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    outcomes = table.Column<int>(type: "integer", nullable: false),
                    first_leaf = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_groups", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "holds",
                schema: "ledger",
                columns: table => new
                {
                    wallet_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hold_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot = table.Column<long>(type: "bigint", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => new { x.wallet_id, x.hold_id, x.lot });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.CreateTable(
                name: "log_head",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    leaves = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_log_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lots",
                schema: "ledger",
                columns: table => new
                {
                    wallet_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lot = table.Column<long>(type: "bigint", nullable: false),
                    remaining = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lots", x => new { x.wallet_id, x.lot });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.CreateTable(
                name: "outcomes",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    principal = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    refused = table.Column<byte[]>(type: "bytea", nullable: true),
                    corrects = table.Column<Guid>(type: "uuid", nullable: true),
                    effective_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    external_reference = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    reason_code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    detail = table.Column<byte[]>(type: "bytea", nullable: true),
                    client_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    bundle = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outcomes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sweep_leases",
                schema: "ledger",
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
                name: "totals",
                schema: "ledger",
                columns: table => new
                {
                    asset = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    party = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_totals", x => new { x.asset, x.kind, x.party, x.slot });
                });

            migrationBuilder.CreateTable(
                name: "undone",
                schema: "ledger",
                columns: table => new
                {
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    refunded = table.Column<long>(type: "bigint", nullable: false),
                    reversed = table.Column<bool>(type: "boolean", nullable: false),
                    earnings = table.Column<int>(type: "integer", nullable: false),
                    confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    lot = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_undone", x => x.journal_id);
                });

            migrationBuilder.CreateTable(
                name: "wallets",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    state_revision = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    frozen = table.Column<bool>(type: "boolean", nullable: false),
                    balance = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<long>(type: "bigint", nullable: false),
                    receivable = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    last_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    active_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cap_day = table.Column<int>(type: "integer", nullable: false),
                    cap_units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_wallets", x => x.id);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 60);

            migrationBuilder.CreateTable(
                name: "writer_slots",
                schema: "ledger",
                columns: table => new
                {
                    slot = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_writer_slots", x => x.slot);
                });

            migrationBuilder.InsertData(
                schema: "ledger",
                table: "log_head",
                columns: new[] { "id", "leaves", "number" },
                values: new object[] { 1, 0L, 0L });

            migrationBuilder.CreateTable(
                name: "tallies",
                schema: "ledger",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tallies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tally_entries",
                schema: "ledger",
                columns: table => new
                {
                    journal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<short>(type: "smallint", nullable: false),
                    tally_id = table.Column<Guid>(type: "uuid", nullable: false),
                    units = table.Column<long>(type: "bigint", nullable: false),
                    after = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tally_entries", x => new { x.journal_id, x.line });
                });

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_bundle",
                schema: "ledger",
                table: "outcomes",
                column: "bundle",
                filter: "bundle IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tally_entries_tally_id",
                schema: "ledger",
                table: "tally_entries",
                column: "tally_id");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                schema: "ledger",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_entries_wallet_id_version",
                schema: "ledger",
                table: "entries",
                columns: new[] { "wallet_id", "version" },
                unique: true,
                filter: "wallet_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_groups_id",
                schema: "ledger",
                table: "groups",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_holds_until",
                schema: "ledger",
                table: "holds",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "IX_lots_lot",
                schema: "ledger",
                table: "lots",
                column: "lot");

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_corrects",
                schema: "ledger",
                table: "outcomes",
                column: "corrects",
                filter: "corrects IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_principal_request_id",
                schema: "ledger",
                table: "outcomes",
                columns: new[] { "principal", "request_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_wallets_active_until",
                schema: "ledger",
                table: "wallets",
                column: "active_until",
                filter: "active_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_wallets_member_id_coin",
                schema: "ledger",
                table: "wallets",
                columns: new[] { "member_id", "coin" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "tallies",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "tally_entries",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "clock",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "commands",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "consumed",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "entries",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "groups",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "holds",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "log_head",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "lots",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "outcomes",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "sweep_leases",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "totals",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "undone",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "wallets",
                schema: "ledger");

            migrationBuilder.DropTable(
                name: "writer_slots",
                schema: "ledger");
        }
    }
}
