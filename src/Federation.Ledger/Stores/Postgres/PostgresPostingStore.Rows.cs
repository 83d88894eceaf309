using Npgsql;

namespace Federation.Ledger;

/// <summary>What a group writes, a statement for each table, the rows as arrays.</summary>
internal sealed partial class PostgresPostingStore
{
    private static void AddOutcomes(NpgsqlBatch batch, GroupState state) => Add(batch,
        """
        INSERT INTO ledger.outcomes
            (id, principal, request_id, fingerprint, kind, time, refused, corrects, external_reference, reason_code, detail,
            effective_time, until, client_id)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[], $5::int[], $6::timestamptz[], $7::bytea[],
            $8::uuid[],
            $9::text[], $10::text[], $11::bytea[], $12::timestamptz[], $13::timestamptz[], $14::text[])
        """,
        Array(state.Decisions, d => d.Id.Value), Array(state.Decisions, d => d.Command.Principal.Name),
        Array(state.Decisions, d => d.Command.RequestId), Array(state.Decisions, d => d.Command.Fingerprint),
        Array(state.Decisions, d => (int)d.Command.Kind), Array(state.Decisions, d => d.Time),
        Array(state.Decisions, OutcomeBytes.Refused), Array(state.Decisions, d => d.Journal?.Corrects?.Value),
        Array(state.Decisions, d => d.Journal?.ExternalReference), Array(state.Decisions, d => d.Journal?.ReasonCode),
        Array(state.Decisions, d => d.Journal?.Detail), Array(state.Decisions, d => d.Journal?.EffectiveTime),
        Array(state.Decisions, d => d.Journal?.Until), Array(state.Decisions, d => d.Command.ClientId));

    private static void AddEntries(NpgsqlBatch batch, GroupState state)
    {
        var rows = EntryRows.Of(state);
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            INSERT INTO ledger.entries (journal_id, line, kind, asset, units, wallet_id, party, balance_after, version,
                lot)
            SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::int[], $4::text[], $5::bigint[], $6::uuid[],
                $7::text[], $8::bigint[],
                $9::bigint[], $10::bigint[])
            """,
            Array(rows, e => e.JournalId), Array(rows, e => e.Line), Array(rows, e => (int)e.Kind),
            Array(rows, e => e.Asset),
            Array(rows, e => e.Units), Array(rows, e => e.WalletId), Array(rows, e => e.Party),
            Array(rows, e => e.BalanceAfter),
            Array(rows, e => e.Version), Array(rows, e => e.Lot));
    }

    private static void AddWallets(NpgsqlBatch batch, GroupState state)
    {
        var rows = state.ChangedWallets.Select(id => state.Wallets[id]).ToList();
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            UPDATE ledger.wallets w SET balance = u.balance, receivable = u.receivable, version = u.version,
                last_time = u.last_time,
                cap_day = u.cap_day, cap_units = u.cap_units, state = u.state, frozen = u.frozen, held = u.held,
                active_until = u.active_until
            FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::int[],
                $7::bigint[], $8::int[],
                $9::boolean[], $10::bigint[], $11::timestamptz[])
                AS u(id, balance, receivable, version, last_time, cap_day, cap_units, state, frozen, held, active_until)
            WHERE w.id = u.id
            """,
            Array(rows, w => w.Id), Array(rows, w => w.Balance), Array(rows, w => w.Receivable),
            Array(rows, w => w.Version),
            Array(rows, w => w.LastTime!.Value), Array(rows, w => w.CapDay), Array(rows, w => w.CapUnits),
            Array(rows, w => (int)w.State), Array(rows, w => w.Frozen), Array(rows, w => w.Held),
            Array(rows, w => w.ActiveUntil));
    }

    private static void AddLots(NpgsqlBatch batch, GroupState state)
    {
        var rows = state.LotsToWrite();
        var gone = rows.Where(l => l.Remaining == 0).ToList();
        if (gone.Count > 0)
            Add(batch,
                """
                DELETE FROM ledger.lots l USING unnest($1::uuid[], $2::bigint[]) AS u(wallet_id, lot)
                WHERE l.wallet_id = u.wallet_id AND l.lot = u.lot
                """, Array(gone, l => l.WalletId), Array(gone, l => l.Lot));
        rows.RemoveAll(l => l.Remaining == 0);
        if (rows.Count > 0)
            Add(batch,
                """
                INSERT INTO ledger.lots (wallet_id, lot, remaining, held)
                SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[])
                ON CONFLICT (wallet_id, lot) DO UPDATE SET remaining = excluded.remaining, held = excluded.held
                """, Array(rows, l => l.WalletId), Array(rows, l => l.Lot), Array(rows, l => l.Remaining), Array(rows, l => l.Held));
    }

    private static void AddHolds(NpgsqlBatch batch, GroupState state)
    {
        var rows = state.HoldsToWrite();
        var gone = rows.Where(h => h.Units == 0).ToList();
        if (gone.Count > 0)
            Add(batch,
                """
                DELETE FROM ledger.holds h USING unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS u(wallet_id, hold_id,
                    lot)
                WHERE h.wallet_id = u.wallet_id AND h.hold_id = u.hold_id AND h.lot = u.lot
                """, Array(gone, h => h.WalletId), Array(gone, h => h.HoldId), Array(gone, h => h.Lot));
        rows.RemoveAll(h => h.Units == 0);
        if (rows.Count > 0)
            Add(batch,
                """
                INSERT INTO ledger.holds (wallet_id, hold_id, lot, units, until)
                SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::timestamptz[])
                ON CONFLICT (wallet_id, hold_id, lot) DO UPDATE SET units = excluded.units, until = excluded.until
                """, Array(rows, h => h.WalletId), Array(rows, h => h.HoldId), Array(rows, h => h.Lot), Array(rows, h => h.Units),
                Array(rows, h => h.Until));
    }

    private static void AddTotals(NpgsqlBatch batch, GroupState state, int slot)
    {
        var rows = state.TotalChanges.ToList();
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            INSERT INTO ledger.totals AS t (asset, kind, party, slot, units)
            SELECT u.asset, u.kind, u.party, $4, u.units
            FROM unnest($1::text[], $2::smallint[], $3::text[], $5::bigint[]) AS u(asset, kind, party, units)
            ORDER BY u.asset, u.kind, u.party
            ON CONFLICT (asset, kind, party, slot) DO UPDATE SET units = t.units + excluded.units
            """,
            Array(rows, t => t.Key.Asset), Array(rows, t => (short)t.Key.Kind), Array(rows, t => t.Key.Party),
            new NpgsqlParameter<int> { TypedValue = slot }, Array(rows, t => t.Value));
    }

    /// <summary>Marks only grow: of a hold that ran out nothing else was read.</summary>
    private static void AddUndone(NpgsqlBatch batch, GroupState state)
    {
        var rows = state.ChangedUndone.Select(id => (Id: id.Value, Undone: state.Undone[id])).ToList();
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            INSERT INTO ledger.undone AS d (journal_id, units, reversed, earnings, confirmed, refunded)
            SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::int[], $5::boolean[], $6::bigint[])
            ON CONFLICT (journal_id) DO UPDATE SET units = GREATEST(d.units, excluded.units), reversed = d.reversed
                OR excluded.reversed,
                earnings = GREATEST(d.earnings, excluded.earnings), confirmed = d.confirmed OR excluded.confirmed,
                refunded = GREATEST(d.refunded, excluded.refunded)
            """, Array(rows, u => u.Id), Array(rows, u => u.Undone.Units), Array(rows, u => u.Undone.Reversed),
            Array(rows, u => u.Undone.Earnings), Array(rows, u => u.Undone.Confirmed),
            Array(rows, u => u.Undone.Refunded));
    }

    private static void AddConsumed(NpgsqlBatch batch, GroupState state)
    {
        var rows = EntryRows.ConsumedOf(state);
        if (rows.Count == 0)
            return;
        Add(batch, "INSERT INTO ledger.consumed (key, journal_id) SELECT * FROM unnest($1::text[], $2::uuid[])",
            Array(rows, c => c.Key), Array(rows, c => c.JournalId));
    }
}
