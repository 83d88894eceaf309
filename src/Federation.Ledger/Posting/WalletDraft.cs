using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>A wallet as a <see cref="Draft"/> would leave it.</summary>
internal sealed class WalletDraft
{
    private readonly List<Lot> changedLots = new(2);
    private List<(JournalId, Lot)>? changedHolds;

    public WalletDraft(WalletRow wallet, DateTimeOffset now)
    {
        Balance = wallet.Balance;
        Held = wallet.Held;
        Receivable = wallet.Receivable;
        Version = wallet.Version;
        State = wallet.State;
        Frozen = wallet.Frozen;
        ActiveUntil = wallet.ActiveUntil;
        Lots = [.. wallet.Lots];
        Holds = wallet.Holds;
        var time = wallet.TimeAt(now);
        (CapDay, CapUnits) = (wallet.CapDayOn(time), wallet.CapUnitsOn(time));
        (GiftDay, Gifts) = (wallet.GiftDay, wallet.Gifts);
    }

    public long Balance { get; private set; }

    public long Held { get; private set; }

    public long Receivable { get; set; }

    public long Version { get; set; }

    public WalletState State { get; set; }

    public bool Frozen { get; set; }

    public DateTimeOffset? ActiveUntil { get; set; }

    /// <summary>In the order of taking.</summary>
    public List<LotBalance> Lots { get; }

    public List<HoldPart> Holds { get; private set; }

    public int CapDay { get; }

    public long CapUnits { get; set; }

    public int GiftDay { get; set; }

    public int Gifts { get; set; }

    public void Add(Lot lot, long remaining, long held)
    {
        Balance += remaining;
        Held += held;
        changedLots.Add(lot);
        var at = 0;
        while (at < Lots.Count && Lots[at].Lot.CompareTo(lot) < 0)
            at++;
        if (at == Lots.Count || Lots[at].Lot != lot)
            Lots.Insert(at, new LotBalance(lot, remaining, held));
        else if (Lots[at] is { } now && (now.Remaining + remaining != 0 || now.Held + held != 0))
            Lots[at] = new LotBalance(lot, now.Remaining + remaining, now.Held + held);
        else
            Lots.RemoveAt(at);
    }

    /// <summary>A part of a hold as it is from now on; with 0 units there is none.</summary>
    public void SetPart(HoldPart part)
    {
        // Most commands touch no hold: the wallet's own list is copied by the first that does.
        if (changedHolds is null)
            (changedHolds, Holds) = ([], [.. Holds]);
        changedHolds.Add((part.HoldId, part.Lot));
        Holds.RemoveAll(p => p.HoldId == part.HoldId && p.Lot == part.Lot);
        if (part.Units != 0)
            Holds.Add(part);
    }

    public void Apply(GroupState state, WalletRow wallet, DateTimeOffset time)
    {
        AssertSound(wallet);
        (wallet.Balance, wallet.Held, wallet.Receivable, wallet.Version) = (Balance, Held, Receivable, Version);
        (wallet.State, wallet.Frozen, wallet.ActiveUntil) = (State, Frozen, ActiveUntil);
        (wallet.CapDay, wallet.CapUnits, wallet.LastTime) = (CapDay, CapUnits, time);
        (wallet.GiftDay, wallet.Gifts) = (GiftDay, Gifts);
        (wallet.Lots, wallet.Holds) = (Lots, Holds);
        state.ChangedWallets.Add(wallet.Id);
        foreach (var lot in changedLots)
            state.ChangedLots.Add((wallet.Id, lot));
        foreach (var (holdId, lot) in changedHolds ?? [])
            state.ChangedHolds.Add((wallet.Id, holdId, lot));
    }

    /// <summary>Invariant 2, asserted in release builds too.</summary>
    private void AssertSound(WalletRow wallet)
    {
        var (remaining, held) = (0L, 0L);
        foreach (var lot in Lots)
        {
            if (lot.Held < 0 || lot.Held > lot.Remaining || lot.Remaining == 0)
                throw new InvalidOperationException($"Wallet {wallet.Id} would have {lot}.");
            remaining += lot.Remaining;
            held += lot.Held;
        }
        var parts = Holds.Sum(
            p => p.Units > 0 ? p.Units : throw new InvalidOperationException($"Wallet {wallet.Id} would have {p}."));
        if (remaining != Balance || held != Held || parts != Held || Receivable > 0)
            throw new InvalidOperationException(
                $"Wallet {wallet.Id} would hold {Balance} ({remaining} in lots), {Held} held ({held} in lots, {parts} "
                + $"in holds), and owe {-Receivable}.");
    }
}
