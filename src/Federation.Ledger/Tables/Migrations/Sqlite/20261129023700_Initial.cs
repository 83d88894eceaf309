using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Federation.Ledger.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "clock",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    sandbox = table.Column<bool>(type: "INTEGER", nullable: false),
                    now = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_clock", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                columns: table => new
                {
                    principal = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    response = table.Column<byte[]>(type: "BLOB", nullable: true),
                    create_time = table.Column<long>(type: "INTEGER", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => new { x.principal, x.request_id });
                });

            migrationBuilder.CreateTable(
                name: "consumed",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    journal_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consumed", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                columns: table => new
                {
                    journal_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    line = table.Column<short>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    asset = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false),
                    wallet_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    lot = table.Column<long>(type: "INTEGER", nullable: true),
                    party = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    balance_after = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entries", x => new { x.journal_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "groups",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    salt = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    outcomes = table.Column<int>(type: "INTEGER", nullable: false),
                    first_leaf = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_groups", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    wallet_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hold_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    lot = table.Column<long>(type: "INTEGER", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => new { x.wallet_id, x.hold_id, x.lot });
                });

            migrationBuilder.CreateTable(
                name: "log_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    leaves = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_log_head", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lots",
                columns: table => new
                {
                    wallet_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    lot = table.Column<long>(type: "INTEGER", nullable: false),
                    remaining = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lots", x => new { x.wallet_id, x.lot });
                });

            migrationBuilder.CreateTable(
                name: "outcomes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    principal = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    refused = table.Column<byte[]>(type: "BLOB", nullable: true),
                    corrects = table.Column<byte[]>(type: "BLOB", nullable: true),
                    effective_time = table.Column<long>(type: "INTEGER", nullable: true),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    external_reference = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    detail = table.Column<byte[]>(type: "BLOB", nullable: true),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    bundle = table.Column<Guid>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outcomes", x => x.id);
                });

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

            migrationBuilder.CreateTable(
                name: "totals",
                columns: table => new
                {
                    asset = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    kind = table.Column<short>(type: "INTEGER", nullable: false),
                    party = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    slot = table.Column<int>(type: "INTEGER", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_totals", x => new { x.asset, x.kind, x.party, x.slot });
                });

            migrationBuilder.CreateTable(
                name: "undone",
                columns: table => new
                {
                    journal_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false),
                    refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    reversed = table.Column<bool>(type: "INTEGER", nullable: false),
                    earnings = table.Column<int>(type: "INTEGER", nullable: false),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    lot = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_undone", x => x.journal_id);
                });

            migrationBuilder.CreateTable(
                name: "wallets",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    member_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    coin = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    state_revision = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L),
                    frozen = table.Column<bool>(type: "INTEGER", nullable: false),
                    balance = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<long>(type: "INTEGER", nullable: false),
                    receivable = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    last_time = table.Column<long>(type: "INTEGER", nullable: true),
                    active_until = table.Column<long>(type: "INTEGER", nullable: true),
                    cap_day = table.Column<int>(type: "INTEGER", nullable: false),
                    cap_units = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_wallets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "writer_slots",
                columns: table => new
                {
                    slot = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_writer_slots", x => x.slot);
                });

            migrationBuilder.InsertData(
                table: "log_head",
                columns: new[] { "id", "leaves", "number" },
                values: new object[] { 1, 0L, 0L });

            migrationBuilder.CreateTable(
                name: "tallies",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tallies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tally_entries",
                columns: table => new
                {
                    journal_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    line = table.Column<short>(type: "INTEGER", nullable: false),
                    tally_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    units = table.Column<long>(type: "INTEGER", nullable: false),
                    after = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tally_entries", x => new { x.journal_id, x.line });
                });

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_bundle",
                table: "outcomes",
                column: "bundle",
                filter: "bundle IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tally_entries_tally_id",
                table: "tally_entries",
                column: "tally_id");

            migrationBuilder.CreateIndex(
                name: "IX_commands_answers",
                table: "commands",
                column: "create_time",
                filter: "response IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_entries_wallet_id_version",
                table: "entries",
                columns: new[] { "wallet_id", "version" },
                unique: true,
                filter: "wallet_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_groups_id",
                table: "groups",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_holds_until",
                table: "holds",
                column: "until");

            migrationBuilder.CreateIndex(
                name: "IX_lots_lot",
                table: "lots",
                column: "lot");

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_corrects",
                table: "outcomes",
                column: "corrects",
                filter: "corrects IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outcomes_principal_request_id",
                table: "outcomes",
                columns: new[] { "principal", "request_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_wallets_active_until",
                table: "wallets",
                column: "active_until",
                filter: "active_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_wallets_member_id_coin",
                table: "wallets",
                columns: new[] { "member_id", "coin" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "tallies");

            migrationBuilder.DropTable(
                name: "tally_entries");

            migrationBuilder.DropTable(
                name: "clock");

            migrationBuilder.DropTable(
                name: "commands");

            migrationBuilder.DropTable(
                name: "consumed");

            migrationBuilder.DropTable(
                name: "entries");

            migrationBuilder.DropTable(
                name: "groups");

            migrationBuilder.DropTable(
                name: "holds");

            migrationBuilder.DropTable(
                name: "log_head");

            migrationBuilder.DropTable(
                name: "lots");

            migrationBuilder.DropTable(
                name: "outcomes");

            migrationBuilder.DropTable(
                name: "sweep_leases");

            migrationBuilder.DropTable(
                name: "totals");

            migrationBuilder.DropTable(
                name: "undone");

            migrationBuilder.DropTable(
                name: "wallets");

            migrationBuilder.DropTable(
                name: "writer_slots");
        }
    }
}
