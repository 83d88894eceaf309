using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

/// <summary>The table types that a group's statements take.</summary>
internal static class TableTypes
{
    /// <summary>Ids in the database's own order of them, which is not that of .NET: its key is what wallets are locked
    /// along.</summary>
    public static readonly TableType<Guid> Ids = new("id_list", Column<Guid>.Id("id", id => id));

    public static readonly TableType<string> Keys = new("key_list", Column<string>.Text("key", 128, key => key));

    public static readonly TableType<(Principal Principal, Guid RequestId)> Requests = new("request_list",
        Column<(Principal Principal, Guid RequestId)>.Text("principal", 100, r => r.Principal.Name),
        Column<(Principal Principal, Guid RequestId)>.Id("request_id", r => r.RequestId));

    public static readonly TableType<WalletKey> WalletKeys = new("wallet_key_list",
        Column<WalletKey>.Id("member_id", k => k.MemberId), Column<WalletKey>.Text("coin", 32, k => k.Coin));

    public static readonly TableType<(WalletKey Key, Guid Id)> NewWallets = new("new_wallets",
        Column<(WalletKey Key, Guid Id)>.Id("id", w => w.Id),
        Column<(WalletKey Key, Guid Id)>.Id("member_id", w => w.Key.MemberId),
        Column<(WalletKey Key, Guid Id)>.Text("coin", 32, w => w.Key.Coin));

    public static readonly TableType<Decision> Outcomes = new("outcome_rows",
        Column<Decision>.Id("id", d => d.Id.Value),
        Column<Decision>.Text("principal", 100, d => d.Command.Principal.Name),
        Column<Decision>.Id("request_id", d => d.Command.RequestId),
        Column<Decision>.Bytes("fingerprint", 32, d => d.Command.Fingerprint),
        Column<Decision>.Int("kind", d => (int)d.Command.Kind), Column<Decision>.Time("time", d => d.Time),
        Column<Decision>.Bytes("refused", SqlMetaData.Max, OutcomeBytes.Refused),
        Column<Decision>.Id("corrects", d => d.Journal?.Corrects?.Value),
        Column<Decision>.Time("effective_time", d => d.Journal?.EffectiveTime),
        Column<Decision>.Time("until", d => d.Journal?.Until),
        Column<Decision>.Text("external_reference", 128, d => d.Journal?.ExternalReference),
        Column<Decision>.Text("reason_code", 64, d => d.Journal?.ReasonCode),
        Column<Decision>.Bytes("detail", SqlMetaData.Max, d => d.Journal?.Detail),
        Column<Decision>.Text("client_id", 100, d => d.Command.ClientId));

    public static readonly TableType<EntryRow> Entries = new("entry_rows",
        Column<EntryRow>.Id("journal_id", e => e.JournalId), Column<EntryRow>.Small("line", e => e.Line),
        Column<EntryRow>.Int("kind", e => (int)e.Kind), Column<EntryRow>.Text("asset", 32, e => e.Asset),
        Column<EntryRow>.Big("units", e => e.Units), Column<EntryRow>.Id("wallet_id", e => e.WalletId),
        Column<EntryRow>.Big("lot", e => e.Lot), Column<EntryRow>.Text("party", 32, e => e.Party),
        Column<EntryRow>.Big("balance_after", e => e.BalanceAfter), Column<EntryRow>.Big("version", e => e.Version));

    public static readonly TableType<WalletRow> Wallets = new("wallet_rows",
        Column<WalletRow>.Id("id", w => w.Id), Column<WalletRow>.Int("state", w => (int)w.State),
        Column<WalletRow>.Bit("frozen", w => w.Frozen), Column<WalletRow>.Big("balance", w => w.Balance),
        Column<WalletRow>.Big("held", w => w.Held), Column<WalletRow>.Big("receivable", w => w.Receivable),
        Column<WalletRow>.Big("version", w => w.Version), Column<WalletRow>.Time("last_time", w => w.LastTime),
        Column<WalletRow>.Time("active_until", w => w.ActiveUntil), Column<WalletRow>.Int("cap_day", w => w.CapDay),
        Column<WalletRow>.Big("cap_units", w => w.CapUnits));

    public static readonly TableType<LotRow> Lots = new("lot_rows",
        Column<LotRow>.Id("wallet_id", l => l.WalletId), Column<LotRow>.Big("lot", l => l.Lot),
        Column<LotRow>.Big("remaining", l => l.Remaining), Column<LotRow>.Big("held", l => l.Held));

    public static readonly TableType<HoldRow> Holds = new("hold_rows",
        Column<HoldRow>.Id("wallet_id", h => h.WalletId), Column<HoldRow>.Id("hold_id", h => h.HoldId),
        Column<HoldRow>.Big("lot", h => h.Lot), Column<HoldRow>.Big("units", h => h.Units),
        Column<HoldRow>.Time("until", h => h.Until));

    public static readonly TableType<KeyValuePair<TotalKey, long>> Totals = new("total_rows",
        Column<KeyValuePair<TotalKey, long>>.Text("asset", 32, t => t.Key.Asset),
        Column<KeyValuePair<TotalKey, long>>.Small("kind", t => (short)t.Key.Kind),
        Column<KeyValuePair<TotalKey, long>>.Text("party", 32, t => t.Key.Party),
        Column<KeyValuePair<TotalKey, long>>.Big("units", t => t.Value));

    public static readonly TableType<(Guid Id, Undone Undone)> Undone = new("undone_rows",
        Column<(Guid Id, Undone Undone)>.Id("journal_id", u => u.Id),
        Column<(Guid Id, Undone Undone)>.Big("units", u => u.Undone.Units),
        Column<(Guid Id, Undone Undone)>.Bit("reversed", u => u.Undone.Reversed),
        Column<(Guid Id, Undone Undone)>.Int("earnings", u => u.Undone.Earnings),
        Column<(Guid Id, Undone Undone)>.Bit("confirmed", u => u.Undone.Confirmed),
        Column<(Guid Id, Undone Undone)>.Big("refunded", u => u.Undone.Refunded));

    public static readonly TableType<ConsumedRow> Consumed = new("consumed_rows",
        Column<ConsumedRow>.Text("key", 128, c => c.Key), Column<ConsumedRow>.Id("journal_id", c => c.JournalId));

    public static IReadOnlyList<ITableType> All { get; } =
        [Ids, Keys, Requests, WalletKeys, NewWallets, Outcomes, Entries, Wallets, Lots, Holds, Totals, Undone,
            Consumed];
}
