using Federation.Ledger.V1;
using static Federation.Ledger.ColumnRole;
using static Federation.Ledger.Kinds;

namespace Federation.Ledger;

/// <summary>The tables that groups read and write: for each the one list of columns, from which every store makes its
/// statements, its readers and its writes. A test holds the lists against the model.</summary>
internal static class LedgerTables
{
    public static readonly Table<WalletRow> Wallets =
        new("wallets", () => new() { Id = default, MemberId = default, Coin = "" })
        {
            { "id", Id, w => w.Id, (w, v) => w.Id = v, Key },
            { "member_id", Id, w => w.MemberId, (w, v) => w.MemberId = v, Name },
            { "coin", Text(32), w => w.Coin, (w, v) => w.Coin = v, Name },
            { "state", Int, w => (int)w.State, (w, v) => w.State = (WalletState)v },
            { "state_revision", Big, w => w.StateRevision, (w, v) => w.StateRevision = v, Kept },
            { "frozen", Flag, w => w.Frozen, (w, v) => w.Frozen = v },
            { "balance", Big, w => w.Balance, (w, v) => w.Balance = v },
            { "held", Big, w => w.Held, (w, v) => w.Held = v },
            { "receivable", Big, w => w.Receivable, (w, v) => w.Receivable = v },
            { "version", Big, w => w.Version, (w, v) => w.Version = v },
            { "last_time", Optional(Time), w => w.LastTime, (w, v) => w.LastTime = v },
            { "active_until", Optional(Time), w => w.ActiveUntil, (w, v) => w.ActiveUntil = v },
            { "cap_day", Int, w => w.CapDay, (w, v) => w.CapDay = v },
            { "cap_units", Big, w => w.CapUnits, (w, v) => w.CapUnits = v },
            { "gift_day", Int, w => w.GiftDay, (w, v) => w.GiftDay = v },
            { "gifts", Int, w => w.Gifts, (w, v) => w.Gifts = v },
        };

    public static readonly Table<LotRow> Lots =
        new("lots", () => new() { WalletId = default, Lot = 0, Remaining = 0, Held = 0 })
        {
            { "wallet_id", Id, l => l.WalletId, (l, v) => l.WalletId = v, Key },
            { "lot", Big, l => l.Lot, (l, v) => l.Lot = v, Key },
            { "remaining", Big, l => l.Remaining, (l, v) => l.Remaining = v },
            { "held", Big, l => l.Held, (l, v) => l.Held = v },
        };

    public static readonly Table<HoldRow> Holds =
        new("holds", () => new() { WalletId = default, HoldId = default, Lot = 0, Units = 0, Until = default })
        {
            { "wallet_id", Id, h => h.WalletId, (h, v) => h.WalletId = v, Key },
            { "hold_id", Id, h => h.HoldId, (h, v) => h.HoldId = v, Key },
            { "lot", Big, h => h.Lot, (h, v) => h.Lot = v, Key },
            { "units", Big, h => h.Units, (h, v) => h.Units = v },
            { "until", Time, h => h.Until, (h, v) => h.Until = v },
        };

    public static readonly Table<OutcomeRow> Outcomes = new("outcomes", () => new()
    { Id = default, Principal = "", RequestId = default, Fingerprint = [], Kind = 0, Time = default })
    {
        { "id", Id, o => o.Id, (o, v) => o.Id = v, Key },
        { "principal", Text(100), o => o.Principal, (o, v) => o.Principal = v, Name },
        { "request_id", Id, o => o.RequestId, (o, v) => o.RequestId = v, Name },
        { "fingerprint", Bytes(32), o => o.Fingerprint, (o, v) => o.Fingerprint = v },
        { "kind", Int, o => (int)o.Kind, (o, v) => o.Kind = (JournalKind)v },
        { "time", Time, o => o.Time, (o, v) => o.Time = v },
        { "refused", OptionalBytes(), o => o.Refused, (o, v) => o.Refused = v },
        { "corrects", Optional(Id), o => o.Corrects, (o, v) => o.Corrects = v },
        { "effective_time", Optional(Time), o => o.EffectiveTime, (o, v) => o.EffectiveTime = v },
        { "until", Optional(Time), o => o.Until, (o, v) => o.Until = v },
        { "external_reference", OptionalText(128), o => o.ExternalReference, (o, v) => o.ExternalReference = v },
        { "reason_code", OptionalText(64), o => o.ReasonCode, (o, v) => o.ReasonCode = v },
        { "detail", OptionalBytes(), o => o.Detail, (o, v) => o.Detail = v },
        { "client_id", OptionalText(100), o => o.ClientId, (o, v) => o.ClientId = v },
        { "bundle", Optional(Id), o => o.Bundle, (o, v) => o.Bundle = v },
        { "merchant", OptionalText(100), o => o.Merchant, (o, v) => o.Merchant = v },
    };

    public static readonly Table<EntryRow> Entries =
        new("entries", () => new() { JournalId = default, Line = 0, Kind = 0, Asset = "", Units = 0 })
        {
            { "journal_id", Id, e => e.JournalId, (e, v) => e.JournalId = v, Key },
            { "line", Small, e => e.Line, (e, v) => e.Line = v, Key },
            { "kind", Int, e => (int)e.Kind, (e, v) => e.Kind = (AccountKind)v },
            { "asset", Text(32), e => e.Asset, (e, v) => e.Asset = v },
            { "units", Big, e => e.Units, (e, v) => e.Units = v },
            { "wallet_id", Optional(Id), e => e.WalletId, (e, v) => e.WalletId = v },
            { "lot", Optional(Big), e => e.Lot, (e, v) => e.Lot = v },
            { "party", OptionalText(32), e => e.Party, (e, v) => e.Party = v },
            { "balance_after", Optional(Big), e => e.BalanceAfter, (e, v) => e.BalanceAfter = v },
            { "version", Optional(Big), e => e.Version, (e, v) => e.Version = v },
        };

    public static readonly Table<TotalRow> Totals =
        new("totals", () => new() { Asset = "", Kind = 0, Party = "", Slot = 0 })
        {
            { "asset", Text(32), t => t.Asset, (t, v) => t.Asset = v, Key },
            { "kind", Small, t => (short)t.Kind, (t, v) => t.Kind = (TotalKind)v, Key },
            { "party", Text(32), t => t.Party, (t, v) => t.Party = v, Key },
            { "slot", Int, t => t.Slot, (t, v) => t.Slot = v, Key },
            { "units", Big, t => t.Units, (t, v) => t.Units = v, Added },
        };

    /// <summary>Marks only grow: of a hold that ran out nothing else was read.</summary>
    public static readonly Table<UndoneRow> Undone = new("undone", () => new() { JournalId = default })
    {
        { "journal_id", Id, u => u.JournalId, (u, v) => u.JournalId = v, Key },
        { "units", Big, u => u.Units, (u, v) => u.Units = v, Grown },
        { "refunded", Big, u => u.Refunded, (u, v) => u.Refunded = v, Grown },
        { "reversed", Flag, u => u.Reversed, (u, v) => u.Reversed = v, Grown },
        { "earnings", Int, u => u.Earnings, (u, v) => u.Earnings = v, Grown },
        { "confirmed", Flag, u => u.Confirmed, (u, v) => u.Confirmed = v, Grown },
        { "lot", Big, u => u.Lot, (u, v) => u.Lot = v, Grown },
    };

    public static readonly Table<TallyRow> Tallies = new("tallies", () => new() { Id = default })
    {
        { "id", Id, t => t.Id, (t, v) => t.Id = v, Key },
        { "units", Big, t => t.Units, (t, v) => t.Units = v },
    };

    public static readonly Table<TallyEntryRow> TallyEntries = new("tally_entries", () => new()
    { JournalId = default, Line = 0, TallyId = default, Units = 0, After = 0 })
    {
        { "journal_id", Id, e => e.JournalId, (e, v) => e.JournalId = v, Key },
        { "line", Small, e => e.Line, (e, v) => e.Line = v, Key },
        { "tally_id", Id, e => e.TallyId, (e, v) => e.TallyId = v },
        { "units", Big, e => e.Units, (e, v) => e.Units = v },
        { "after", Big, e => e.After, (e, v) => e.After = v },
    };

    public static readonly Table<ConsumedRow> Consumed = new("consumed", () => new() { Key = "", JournalId = default })
    {
        { "key", Text(128), c => c.Key, (c, v) => c.Key = v, Key },
        { "journal_id", Id, c => c.JournalId, (c, v) => c.JournalId = v },
    };

    public static readonly Table<GroupRow> Groups =
        new("groups", () => new() { Number = 0, Id = default, Time = default, Salt = [], Outcomes = 0, FirstLeaf = 0 })
        {
            { "number", Big, g => g.Number, (g, v) => g.Number = v, Key },
            { "id", Id, g => g.Id, (g, v) => g.Id = v, Name },
            { "time", Time, g => g.Time, (g, v) => g.Time = v },
            { "salt", Bytes(16), g => g.Salt, (g, v) => g.Salt = v },
            { "outcomes", Int, g => g.Outcomes, (g, v) => g.Outcomes = v },
            { "first_leaf", Big, g => g.FirstLeaf, (g, v) => g.FirstLeaf = v },
        };

    public static readonly Table<ClockRow> Clock = new("clock", () => new() { Sandbox = false, Now = default })
    {
        { "id", Int, c => c.Id, (c, v) => c.Id = v, Key },
        { "sandbox", Flag, c => c.Sandbox, (c, v) => c.Sandbox = v },
        { "now", Time, c => c.Now, (c, v) => c.Now = v },
    };
}
