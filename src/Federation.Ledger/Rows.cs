using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>A member's account in one coin. Its row guards its lots, its holds, its receivable and its cap: whoever locks it may
/// change all.</summary>
internal sealed class WalletRow
{
    public required Guid Id { get; init; }

    public required Guid MemberId { get; init; }

    public required string Coin { get; init; }

    public WalletState State { get; set; } = WalletState.Active;

    /// <summary>The <see cref="StateRevision"/> of a wallet that was closed with its member: no change comes after it. A wallet
    /// that its issuer alone closed has another.</summary>
    public const long ClosedWithMember = long.MaxValue;

    /// <summary>Which change of the member <see cref="State"/> was last set by; 0: by none.</summary>
    public long StateRevision { get; set; }

    /// <summary>True while the issuer lets nothing be spent.</summary>
    public bool Frozen { get; set; }

    /// <summary>All coins in its lots.</summary>
    public long Balance { get; set; }

    /// <summary>Those of them that are held.</summary>
    public long Held { get; set; }

    /// <summary>What the member owes, as a balance: never positive.</summary>
    public long Receivable { get; set; }

    /// <summary>How many entries there are on the wallet, its held coins and its receivable.</summary>
    public long Version { get; set; }

    /// <summary>Alliance time of the last entry; a journal's time is never before it.</summary>
    public DateTimeOffset? LastTime { get; set; }

    /// <summary>From when on coins are gone that expire with activity; null before the first
    /// activity with such a coin, and again some time after they are gone.</summary>
    public DateTimeOffset? ActiveUntil { get; set; }

    /// <summary>Its lots, in the order of taking; each has coins.</summary>
    public List<LotBalance> Lots { get; set; } = [];

    /// <summary>What open holds set aside.</summary>
    public List<HoldPart> Holds { get; set; } = [];

    /// <summary>How far a clock may be set back without being felt in a wallet.</summary>
    private static readonly TimeSpan LongestSetBack = TimeSpan.FromHours(1);

    /// <summary>The day, since 1970-01-01, that <see cref="CapUnits"/> counts.</summary>
    public int CapDay { get; set; }

    /// <summary>Units that left by capped legs on <see cref="CapDay"/>.</summary>
    public long CapUnits { get; set; }

    /// <summary>The day of a moment of alliance time, since 1970-01-01 UTC.</summary>
    public static int DayOf(DateTimeOffset now) => (int)((now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerDay);

    /// <summary>The day that counts at a time; a clock that went back a little stays on the later day.</summary>
    public int CapDayOn(DateTimeOffset now) => IsCapAhead(now) ? DayOf(now) : Math.Max(CapDay, DayOf(now));

    /// <summary>Units that left by capped legs on the day that counts.</summary>
    public long CapUnitsOn(DateTimeOffset now) => CapDay >= DayOf(now) && !IsCapAhead(now) ? CapUnits : 0;

    /// <summary>A journal's recorded time is never before the wallet's last, even if the clock was set back.</summary>
    public DateTimeOffset NotBefore(DateTimeOffset now) => LastTime > now ? LastTime.Value : now;

    /// <summary>The time at which the wallet is decided on: what expires, which holds have ended, which day a cap
    /// counts. A clock that was set back a little is not felt. A wallet that was touched while a clock was far ahead is
    /// decided on by the right time again.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset now) => LastTime - now <= LongestSetBack ? NotBefore(now) : now;

    private bool IsCapAhead(DateTimeOffset now) => CapDay > DayOf(now + LongestSetBack);
}

/// <summary>How many coins of one lot are in one wallet. Empty lots are deleted.</summary>
internal sealed class LotRow
{
    public required Guid WalletId { get; init; }

    /// <summary>The terms, see <see cref="Ledger.Lot"/>.</summary>
    public required long Lot { get; init; }

    /// <summary>All coins in it, held ones included.</summary>
    public required long Remaining { get; init; }

    public required long Held { get; init; }
}

/// <summary>What an open hold sets aside of one lot of one wallet. What was captured or released is in the entries only.</summary>
internal sealed class HoldRow
{
    public required Guid WalletId { get; init; }

    /// <summary>The id of the hold's journal.</summary>
    public required Guid HoldId { get; init; }

    public required long Lot { get; init; }

    public required long Units { get; init; }

    /// <summary>From when on it holds nothing any more, in alliance time.</summary>
    public required DateTimeOffset Until { get; init; }
}

/// <summary>What a command came to: a journal, or a refusal that depended on state. Named by (principal, request id).</summary>
internal sealed class OutcomeRow
{
    /// <summary>The journal's id: the group's, with the place in the group in the last two bytes.</summary>
    public required Guid Id { get; init; }

    public required string Principal { get; init; }

    public required Guid RequestId { get; init; }

    public required byte[] Fingerprint { get; init; }

    public required JournalKind Kind { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The refusal, as a serialized <see cref="RefusedOutcome"/>; null for a journal.</summary>
    public byte[]? Refused { get; init; }

    /// <summary>The journal that this one is about: what it undoes, the hold, the earning or the purchase.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>When it happened, where it was reported late.</summary>
    public DateTimeOffset? EffectiveTime { get; init; }

    /// <summary>Of a Hold or ExtendHold: until when it holds.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? ExternalReference { get; init; }

    public string? ReasonCode { get; init; }

    /// <summary>What another module recorded, as a serialized Any.</summary>
    public byte[]? Detail { get; init; }

    /// <summary>The credential that sent the command, an OAuth 2 <c>client_id</c>; null for the ledger's own commands.</summary>
    public string? ClientId { get; init; }
}

/// <summary>One signed amount on one account.</summary>
internal sealed class EntryRow
{
    public required Guid JournalId { get; init; }

    public required short Line { get; init; }

    public required AccountKind Kind { get; init; }

    public required string Asset { get; init; }

    public required long Units { get; init; }

    /// <summary>The wallet, for wallets, held coins and receivables.</summary>
    public Guid? WalletId { get; init; }

    /// <summary>The lot, for wallets and held coins.</summary>
    public long? Lot { get; init; }

    /// <summary>The partner, for positions.</summary>
    public string? Party { get; init; }

    public long? BalanceAfter { get; init; }

    /// <summary>The wallet's version after the entry: what a statement is read by.</summary>
    public long? Version { get; init; }
}

/// <summary>The commands that one transaction committed. Numbers have no gaps and are in the order of commits.</summary>
internal sealed class GroupRow
{
    /// <summary>From 1 on; negative for a tombstone: a group whose commit was found not to have happened.</summary>
    public required long Number { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Chance for the leaves of the transparency log.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>How many outcomes the group has.</summary>
    public required int Outcomes { get; init; }
}

/// <summary>A writer's share of the balance of an unlimited account, or of a control total. A read sums the slots.</summary>
internal sealed class TotalRow
{
    public required string Asset { get; init; }

    public required TotalKind Kind { get; init; }

    /// <summary>The partner, for positions; empty for others.</summary>
    public required string Party { get; init; }

    public required int Slot { get; init; }

    public long Units { get; set; }
}

/// <summary>What is summed up: the unlimited account kinds, by the same numbers, and control totals over members' accounts.</summary>
internal enum TotalKind : short
{
    /// <summary>All coins in wallets.</summary>
    Wallets = AccountKind.Wallet,
    Issued = AccountKind.Issued,
    Redeemed = AccountKind.Redeemed,
    ClawedBack = AccountKind.ClawedBack,
    Adjusted = AccountKind.Adjusted,
    ExchangedOut = AccountKind.ExchangedOut,
    ExchangedIn = AccountKind.ExchangedIn,
    Expired = AccountKind.Expired,
    Position = AccountKind.Position,
    Fees = AccountKind.Fees,
    Rounding = AccountKind.Rounding,

    /// <summary>All coins that are held.</summary>
    Held = AccountKind.Held,

    /// <summary>All that clawbacks made owed.</summary>
    ReceivableOwed = 101,

    /// <summary>All that earnings paid off.</summary>
    ReceivablePaid = 102,
}

/// <summary>What became of a journal since.</summary>
internal sealed class UndoneRow
{
    public required Guid JournalId { get; init; }

    /// <summary>Units of its redemption that were refunded; of an earning, units that were clawed back; of a hold for a payment across brands,
    /// redeemed units that were captured.</summary>
    public long Units { get; set; }

    /// <summary>Of a hold for a payment across brands: redeemed units that were captured, and refunded or reversed since.</summary>
    public long Refunded { get; set; }

    /// <summary>Whether it was reversed; of a hold, whether its time passed while it held something.</summary>
    public bool Reversed { get; set; }

    /// <summary>How many earnings name it as their purchase.</summary>
    public int Earnings { get; set; }

    /// <summary>Whether it is an earning that was confirmed; of a hold for a payment across brands, whether it was closed.</summary>
    public bool Confirmed { get; set; }
}

/// <summary>Something that could be used once, and was.</summary>
internal sealed class ConsumedRow
{
    public required string Key { get; init; }

    public required Guid JournalId { get; init; }
}

/// <summary>The number of the last group. Its row's lock is held from a group's last statement to its commit.</summary>
internal sealed class LogHeadRow
{
    public const int Only = 1;

    public int Id { get; init; }

    public long Number { get; set; }
}

/// <summary>What the deployment is, and a sandbox's alliance time.</summary>
internal sealed class ClockRow
{
    public const int Only = 1;

    /// <summary>The database's clock may be ahead of what the ledger saw last by less than this. Coins that a wrong
    /// clock made expire do not come back, so beyond it an operator has to say that the time is right.</summary>
    public static readonly TimeSpan LongestJump = TimeSpan.FromHours(1);

    public int Id { get; init; }

    public required bool Sandbox { get; init; }

    /// <summary>A sandbox's alliance time; in production, the database's time as the ledger saw it last, a minute ago
    /// or less (<see cref="ClockWatch"/>).</summary>
    public required DateTimeOffset Now { get; set; }

    /// <summary>Alliance time.</summary>
    /// <param name="systemNow">The database's system time.</param>
    public DateTimeOffset AllianceTime(DateTimeOffset systemNow) => Sandbox ? Now : systemNow;

    /// <summary>Whether the database's clock jumped ahead since the ledger saw it last. A sandbox's clock is moved by
    /// an admin.</summary>
    public bool JumpedBy(DateTimeOffset systemNow) => !Sandbox && systemNow - Now >= LongestJump;
}

/// <summary>Which writer adds to which rows of <see cref="TotalRow"/>. Two in one slot are slow, not wrong.</summary>
internal sealed class WriterSlotRow
{
    public required int Slot { get; init; }

    public required Guid Owner { get; set; }

    /// <summary>Until when the owner holds it, in system time.</summary>
    public required DateTimeOffset Until { get; set; }
}

/// <summary>Work that one node does at a time. That two do it at once is waste, not harm.</summary>
internal sealed class LeaseRow
{
    /// <summary>The work.</summary>
    public required string Name { get; init; }

    public required Guid Owner { get; set; }

    /// <summary>Until when the owner holds it, in system time.</summary>
    public required DateTimeOffset Until { get; set; }
}
