using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>Holds, refunds and reversals.</summary>
internal sealed partial class ModelBooks
{
    private string? Hold(Step step, ModelWallet wallet)
    {
        if (CannotSpend(step, wallet) is { } refusal)
            return refusal;
        SetAside(step, wallet.Name, step.Units, step.Only);
        open = open with { Until = wallet.TimeAt(Clock) + (step.For ?? TimeSpan.FromDays(7)) };
        return null;
    }

    private void SetAside(Step step, string name, long units, IReadOnlyList<Provenance> only)
    {
        foreach (var coins in wallets[name].Spendable(wallets[name].TimeAt(Clock), only).ToList())
        {
            var part = Math.Min(units, coins.Units);
            if (part == 0)
                break;
            Change(name, coins.Terms, null, -part);
            Note(AccountKind.Wallet, name, -part, coins.Terms);
            Change(name, coins.Terms, step.Journal, part);
            Note(AccountKind.Held, name, part, coins.Terms);
            units -= part;
        }
    }

    /// <summary>What a hold still sets aside, in the order of taking.</summary>
    private List<(string Wallet, ModelCoins Coins)> HeldBy(ModelJournal hold) =>
    [
        .. from wallet in hold.Wallets()
           from coins in wallets[wallet].Coins
           where coins.Hold == hold.Request
           orderby coins.Terms.Order
           select (wallet, coins),
    ];

    private string? Capture(Step step, ModelJournal hold)
    {
        var parts = HeldBy(hold);
        if (parts.Count == 0)
            return hold.RanOut ? "HOLD_EXPIRED" : "HOLD_CLOSED";
        var units = step.Units == 0 ? parts.Sum(p => p.Coins.Units) : step.Units;
        if (units > parts.Sum(p => p.Coins.Units))
            return "CAPTURE_EXCEEDS_HOLD";
        var missing = units;
        foreach (var (wallet, coins) in parts)
        {
            var part = Math.Min(missing, coins.Units);
            TakeHeld(wallet, coins, part);
            if (part > 0)
                open = open with { Taken = [.. open.Taken, new Parcel(wallet, coins.Terms, part)] };
            missing -= part;
        }
        Book(AccountKind.Redeemed, wallets[parts[0].Wallet].Coin, units);
        var taken = open.Taken;
        if (!step.Keep)
            foreach (var (wallet, coins) in HeldBy(hold))
                ReleaseHeld(wallet, coins, coins.Units);
        // What was released and went at once is not what the capture took.
        open = open with { Taken = taken, Brought = [] };
        Lives(parts[0].Wallet);
        return null;
    }

    private string? Release(Step step, ModelJournal hold)
    {
        var parts = HeldBy(hold);
        if (parts.Count == 0 && (!hold.Pays || RestOf(hold) == 0))
            return IsLate(hold) ? null : "HOLD_CLOSED";
        var units = step.Units == 0 ? parts.Sum(p => p.Coins.Units) : step.Units;
        if (units > parts.Sum(p => p.Coins.Units))
            return "CAPTURE_EXCEEDS_HOLD";
        foreach (var (wallet, coins) in Enumerable.Reverse(parts))
        {
            var part = Math.Min(units, coins.Units);
            ReleaseHeld(wallet, coins, part);
            Uncap(hold, wallet, part);
            units -= part;
        }
        if (hold.Pays)
            journals[hold.Request] = journals[hold.Request] with { Ended = true };
        return null;
    }

    private string? Extend(Step step, ModelJournal hold)
    {
        var parts = HeldBy(hold);
        if (parts.Count == 0)
            return hold.RanOut ? "HOLD_EXPIRED" : "HOLD_CLOSED";
        var wallet = wallets[parts[0].Wallet];
        var until = wallet.TimeAt(Clock) + step.For!.Value;
        Set(wallet with { });
        journals[hold.Request] = hold with { Until = until };
        open = open with { Until = until };
        return null;
    }

    private void TakeHeld(string wallet, ModelCoins coins, long units)
    {
        if (units == 0)
            return;
        Change(wallet, coins.Terms, coins.Hold, -units);
        Note(AccountKind.Held, wallet, -units, coins.Terms);
    }

    private void ReleaseHeld(string wallet, ModelCoins coins, long units)
    {
        TakeHeld(wallet, coins, units);
        GiveBack(wallet, coins.Terms, units);
    }

    /// <summary>Gives coins back as they were; where they would be gone by now, for the days of grace, or only to see
    /// them go.</summary>
    private void GiveBack(string name, CoinTerms terms, long units)
    {
        var wallet = wallets[name];
        var rule = rules[wallet.Coin];
        if (!wallet.IsGone(terms, wallet.TimeAt(Clock)))
            Give(name, terms, units);
        else if (
            rule.Grace > 0 && !terms.InGrace && GraceOf(wallet, terms) is var grace && grace > wallet.TimeAt(Clock))
            Give(name, new CoinTerms(terms.Provenance, grace, InGrace: true), units);
        else
        {
            Give(name, terms, units);
            TakeOf(name, terms, units);
            Book(AccountKind.Expired, wallet.Coin, units);
        }
    }

    /// <summary>The days of grace after the last day of the coins.</summary>
    private DateTimeOffset GraceOf(ModelWallet wallet, CoinTerms terms)
    {
        var end = terms.Activity ? wallet.ActiveUntil : terms.Expires;
        return rules[wallet.Coin].GraceUntil(end is { } gone ? gone.AddTicks(-1) : wallet.TimeAt(Clock));
    }

    private string? Refund(Step step, ModelJournal spending)
    {
        if (spending.Reversed)
            return "ALREADY_UNDONE";
        var whole = spending.SumOf(AccountKind.Redeemed);
        var units = step.Units == 0 ? whole - spending.Undone : step.Units;
        if (units == 0 || units > whole - spending.Undone)
            return "REFUND_EXCEEDS_REST";
        if (spending.IsCapture)
            GiveCaptureBack(journals[spending.About!], units);
        else
            GiveShareBack(spending, whole, spending.Undone, spending.Undone + units);
        ClawEarnings(spending, whole, spending.Undone, spending.Undone + units);
        journals[spending.Request] = journals[spending.Request] with { Undone = spending.Undone + units };
        return null;
    }

    /// <summary>Each leg gives back its share of what is refunded so far less its share of what was refunded
    /// before.</summary>
    private void GiveShareBack(ModelJournal spending, long whole, long before, long after)
    {
        long Step(long leg) => Share(leg, after, whole) - Share(leg, before, whole);
        var returned = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var wallet in spending.Taken.Select(t => t.Wallet).Distinct())
        {
            // One coin after the other, the last taken first: those between the two shares come back.
            var taken = spending.Taken.Where(t => t.Wallet == wallet).ToList();
            var leg = taken.Sum(t => t.Units);
            var (skip, give) = (Share(leg, before, whole), Step(leg));
            Uncap(spending, wallet, give);
            returned[wallets[wallet].Coin] = returned.GetValueOrDefault(wallets[wallet].Coin) + give;
            foreach (var parcel in Enumerable.Reverse(taken))
            {
                var skipped = Math.Min(skip, parcel.Units);
                var back = Math.Min(give, parcel.Units - skipped);
                if (back > 0)
                    GiveBack(wallet, parcel.Terms, back);
                (skip, give) = (skip - skipped, give - back);
            }
        }
        var (money, birch) = (0L, -returned.GetValueOrDefault("birch"));
        foreach (var move in spending.Moves.Where(m => m.Terms is null
            && m.Account is not (AccountKind.Rounding or AccountKind.ExchangedIn or AccountKind.Expired)))
        {
            Book(move.Account, move.Holder, -Step(move.Units));
            if (move.Account is AccountKind.Position or AccountKind.Fees)
                money += Step(move.Units);
            else if (move.Holder == "birch")
                birch += Step(move.Units);
        }
        // What rounding down left over is the alliance's, and of coins it was not made then.
        Book(AccountKind.Rounding, "GBP", money);
        if (spending.Kind == JournalKind.Exchange)
            Book(AccountKind.ExchangedIn, "birch", birch);
    }

    private static long Share(long leg, long units, long whole)
    {
        var size = (Int128)Math.Abs(leg) * units / whole;
        return Math.Sign(leg) * (long)size;
    }

    private void ClawEarnings(ModelJournal spending, long whole, long before, long after)
    {
        foreach (var name in seen[spending.Request].Earnings)
        {
            var earning = journals[name];
            var wallet = wallets[earning.Wallets().First()];
            if (earning.Reversed || wallet.State == WalletState.Closed)
                continue;
            var left = -earning.SumOf(AccountKind.Issued) - earning.Undone;
            var due = Share(left, after - before, whole - before);
            if (due > 0)
                ClawBack(wallet.Name, due, name);
        }
    }

    private static bool IsReversible(ModelJournal journal) => IsSpending(journal.Kind)
        || journal.Kind is JournalKind.Earn or JournalKind.Clawback or JournalKind.Adjust or JournalKind.Gift;

    private string? Reverse(ModelJournal original)
    {
        if (original.Reversed || original.Undone > 0)
            return "ALREADY_UNDONE";
        if (original.Confirmed is not null)
            return "NOT_REVERSIBLE";
        // The clawback of an earning counts with the earning: such coins are earned anew instead.
        if (original is { Kind: JournalKind.Clawback, About: not null })
            return "NOT_REVERSIBLE";
        if (original.IsCapture)
        {
            var captured = original.SumOf(AccountKind.Redeemed);
            GiveCaptureBack(journals[original.About!], captured);
            ClawEarnings(original, captured, 0, captured);
            journals[original.Request] = journals[original.Request] with { Reversed = true };
            return null;
        }
        var brought = original.Brought.GroupBy(b => (b.Wallet, b.Terms))
            .Select(g => (g.Key.Wallet, g.Key.Terms, Units: g.Sum(b => b.Units))).ToList();
        if (brought.Exists(b => wallets[b.Wallet].FreeOf(b.Terms, wallets[b.Wallet].TimeAt(Clock)) < b.Units))
            return "ALREADY_SPENT";
        foreach (var parcel in brought)
            TakeOf(parcel.Wallet, parcel.Terms, parcel.Units);
        foreach (var parcel in original.Taken)
        {
            GiveBack(parcel.Wallet, parcel.Terms, parcel.Units);
            Uncap(original, parcel.Wallet, parcel.Units);
        }
        foreach (var move in original.Moves.Where(m => m.Terms is null && m.Account is not AccountKind.Expired))
            if (move.Account != AccountKind.Receivable)
                Book(move.Account, move.Holder, -move.Units);
            else if (original.Kind == JournalKind.Clawback)
                OweNoMore(move.Holder, -move.Units);
            else
                Owe(move.Holder, move.Units);
        var whole = original.SumOf(AccountKind.Redeemed);
        if (IsSpending(original.Kind) && whole > 0)
            ClawEarnings(original, whole, 0, whole);
        journals[original.Request] = journals[original.Request] with { Reversed = true };
        return null;
    }

    /// <summary>What a clawback made owed is owed no more; what earnings paid of it since comes to the
    /// wallet.</summary>
    private void OweNoMore(string name, long units)
    {
        var paid = units - Math.Min(units, wallets[name].Owed);
        Owe(name, paid);
        Owe(name, -units);
        Give(name, NewTerms(wallets[name], Provenance.Earned, wallets[name].TimeAt(Clock)), paid);
    }
}
