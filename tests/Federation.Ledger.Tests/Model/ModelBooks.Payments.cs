using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>Payments that are authorized and captured in parts, coin by coin: each coin of the hold is taken, held or
/// free, and which it is depends on nothing but how many units are captured, net of refunds, and how many still can
/// be.</summary>
internal sealed partial class ModelBooks
{
    /// <summary>Coins of several wallets are set aside for a payment across brands, all until the same
    /// moment.</summary>
    private string? HoldForPayment(Step step)
    {
        if (CannotPay(step) is { } refusal)
            return refusal;
        var until = step.Debits.Max(d => wallets[d.Wallet].TimeAt(Clock)) + (step.For ?? TimeSpan.FromDays(7));
        foreach (var (name, units) in step.Debits)
        {
            if (CannotGive(step, name, units) is { } lacking)
                return lacking;
            SetAside(step, name, units, NotBought);
        }
        if (step.Uses is { } use)
            used.Add(use);
        open = open with { Until = until, Pays = true, Legs = PaymentLeg.Of(step) };
        return null;
    }

    private string? CapturePayment(Step step, ModelJournal hold)
    {
        if (hold.Wallets().Select(w => Unmoving(wallets[w])).FirstOrDefault(r => r is not null) is { } refusal)
            return refusal;
        var rest = RestOf(hold);
        if (rest == 0)
            return IsLate(hold) ? "HOLD_EXPIRED" : "HOLD_CLOSED";
        if (step.Units > rest)
            return "CAPTURE_EXCEEDS_HOLD";
        MovePayment(
            hold, (hold.Undone - hold.Refunded, rest), (hold.Undone - hold.Refunded + step.Units, rest - step.Units));
        if (!step.Keep)
            foreach (var (wallet, coins) in HeldBy(hold))
            {
                ReleaseHeld(wallet, coins, coins.Units);
                Uncap(hold, wallet, coins.Units);
            }
        journals[hold.Request] = hold with { Undone = hold.Undone + step.Units, Ended = !step.Keep };
        return null;
    }

    private void GiveCaptureBack(ModelJournal hold, long units)
    {
        var (net, rest) = (hold.Undone - hold.Refunded, RestOf(hold));
        MovePayment(hold, (net, rest), (net - units, rest));
        journals[hold.Request] = hold with { Refunded = hold.Refunded + units, Ended = hold.Ended || IsLate(hold) };
    }

    private static long Total(ModelJournal hold) => hold.Legs.Sum(l => l.Gives);

    /// <summary>How many units of a payment can still be captured.</summary>
    private long RestOf(ModelJournal hold) => hold.Ended || IsLate(hold) ? 0 : Total(hold) - hold.Undone;

    private bool IsLate(ModelJournal hold) => hold.RanOut
        || (hold is { Pays: true, Ended: false } && hold.Undone < Total(hold) && hold.Until <= hold.Wallets()
            .Max(w => wallets[w].TimeAt(Clock)));

    private string WhyEnded(ModelJournal hold) => IsLate(hold) ? "HOLD_EXPIRED" : "HOLD_CLOSED";

    /// <summary>Moves a payment from one state to another: so many units captured, and so many that still can
    /// be.</summary>
    private void MovePayment(ModelJournal hold, (long Net, long Left) before, (long Net, long Left) after)
    {
        var (made, money) = (0L, 0L);
        foreach (var (leg, at) in hold.Legs.Select((leg, i) => (leg, hold.Legs.Take(i).Sum(l => l.Gives))))
        {
            long Within(long units) => Math.Clamp(units - at, 0, leg.Gives);
            var (from, to) = (Within(before.Net), Within(after.Net));
            var (taken, leaves) = (Coins(leg, from), Coins(leg, to));
            MoveCoins(hold, leg, (taken, Coins(leg, Within(before.Net + before.Left))),
                (leaves, Coins(leg, Within(after.Net + after.Left))));
            if (leg.IsOwn)
                continue;
            var (gross, value) = (leg.Off * (leaves - taken), leg.On * (to - from));
            var fee = (leg.Fee * to / leg.Gives) - (leg.Fee * from / leg.Gives);
            Book(AccountKind.ExchangedOut, wallets[leg.Wallet].Coin, leaves - taken);
            Book(AccountKind.Position, "aster", -gross);
            Book(AccountKind.Position, "birch", value);
            Book(AccountKind.Fees, "GBP", fee);
            (made, money) = (made + to - from, money + gross - value - fee);
        }
        Book(AccountKind.Rounding, "GBP", money);
        Book(AccountKind.ExchangedIn, "birch", -made);
        Book(AccountKind.Redeemed, "birch", after.Net - before.Net);
    }

    /// <summary>The fewest coins that pay for so many units.</summary>
    private static long Coins(PaymentLeg leg, long units)
    {
        var coins = 0L;
        while (coins * leg.Gives < leg.Paid * units)
            coins++;
        return coins;
    }

    /// <summary>The first coins of the hold are taken, the next ones held, and the others free.</summary>
    private void MoveCoins(
        ModelJournal hold, PaymentLeg leg, (long Taken, long Set) before, (long Taken, long Set) after)
    {
        var coins = hold.Moves.Where(m => m.Account == AccountKind.Held && m.Holder == leg.Wallet)
            .SelectMany(m => Enumerable.Repeat(m.Terms!, (int)m.Units)).ToList();
        if (after.Taken > before.Taken)
            Lives(leg.Wallet);
        var moves = coins.Select((terms, i) => (terms, From: StateOf(i, before), To: StateOf(i, after)))
            .Where(m => m.From != m.To)
            .GroupBy(m => m).Select(g => (g.Key.terms, g.Key.From, g.Key.To, Units: (long)g.Count()));
        foreach (var (terms, from, to, units) in moves)
        {
            var held = new ModelCoins(terms, units, hold.Request);
            switch (from, to)
            {
                case ("held", "taken"):
                    TakeHeld(leg.Wallet, held, units);
                    break;
                case ("held", "free"):
                    ReleaseHeld(leg.Wallet, held, units);
                    Uncap(hold, leg.Wallet, units);
                    break;
                case ("taken", "free"):
                    GiveBack(leg.Wallet, terms, units);
                    Uncap(hold, leg.Wallet, units);
                    break;
                case ("taken", "held"):
                    Change(leg.Wallet, terms, hold.Request, units);
                    Note(AccountKind.Held, leg.Wallet, units, terms);
                    break;
                default:
                    throw new InvalidOperationException($"A coin went from {from} to {to}.");
            }
        }
        static string StateOf(int place, (long Taken, long Set) state) =>
            place < state.Taken ? "taken" : place < state.Set ? "held" : "free";
    }
}
