using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>What each command does to a wallet, and the few movements that all of it is made of.</summary>
internal sealed partial class ModelBooks
{
    private static readonly Provenance[] NotBought = [Provenance.Promotional, Provenance.Earned];

    private string? Effect(Step step)
    {
        if (step.Kind is JournalKind.Exchange)
            return step.About is { } hold ? CapturePayment(step, journals[hold]) : Exchange(step);
        if (step.IsHead)
            return MoveTallies(step);
        if (step.Pays)
            return HoldForPayment(step);
        if (step.Kind is JournalKind.Expire)
        {
            if (wallets.ContainsKey(step.Wallet))
                ExpireCoins(step.Wallet);
            return null;
        }
        if (step.About is { } about && step.Kind is not (JournalKind.Earn or JournalKind.Clawback))
            return OnJournal(step, journals[about]);
        if (!wallets.TryGetValue(step.Wallet, out var wallet))
            return "WALLET_NOT_FOUND";
        if (Unmoving(wallet) is { } refusal)
            return refusal;
        return step.Kind switch
        {
            JournalKind.Earn => Earn(step, wallet),
            JournalKind.Redeem => Spend(step, wallet),
            JournalKind.Clawback => Clawback(step, wallet),
            JournalKind.Adjust => Adjust(step, wallet),
            JournalKind.Gift => Gift(step, wallet),
            JournalKind.Hold => Hold(step, wallet),
            JournalKind.RecordNotice => RecordNotice(step, wallet),
            JournalKind.Freeze => Set(wallet with { Frozen = true }),
            JournalKind.Unfreeze => Set(wallet with { Frozen = false }),
            JournalKind.CloseWallet => CloseWallet(wallet),
            var kind => throw new InvalidOperationException(kind.ToString()),
        };
    }

    private string? OnJournal(Step step, ModelJournal about)
    {
        // Coins of a hold can be given back whatever became of the wallet.
        if (step.Kind is not (JournalKind.Release or JournalKind.ExtendHold))
        {
            if (step.Kind == JournalKind.Refund && !IsSpending(about.Kind))
                return "NOT_REFUNDABLE";
            if (step.Kind == JournalKind.Reverse && !IsReversible(about))
                return "NOT_REVERSIBLE";
            if (step.Kind == JournalKind.Confirm && about.Kind != JournalKind.Earn)
                return "NOT_PENDING";
            var undone = about.IsCapture ? journals[about.About!] : about;
            if (undone.Wallets().Select(w => Unmoving(wallets[w])).FirstOrDefault(r => r is not null) is { } refusal)
                return refusal;
        }
        return step.Kind switch
        {
            JournalKind.Capture => Capture(step, about),
            JournalKind.Release => Release(step, about),
            JournalKind.ExtendHold => Extend(step, about),
            JournalKind.Confirm => Confirm(about),
            JournalKind.Refund => Refund(step, about),
            _ => Reverse(about),
        };
    }

    private string? Earn(Step step, ModelWallet wallet)
    {
        if (step.About is { } name)
        {
            if (journals[name].Reversed || journals[name].Undone > 0)
                return "ALREADY_UNDONE";
            journals[name] = journals[name] with { Earnings = [.. journals[name].Earnings, step.Journal] };
        }
        var time = wallet.TimeAt(Clock);
        var terms = TermsOf(step, wallet);
        if (!terms.Activity && wallet.IsGone(terms, time))
            return "ALREADY_EXPIRED";
        Lives(wallet.Name, AvailableFrom(step, wallet));
        var pays = Math.Min(step.Units, wallet.Owed);
        Book(AccountKind.Issued, wallet.Coin, -step.Units);
        Owe(wallet.Name, -pays);
        Give(wallet.Name, terms, step.Units - pays);
        return null;
    }

    /// <summary>The terms of coins that a command brings in.</summary>
    private CoinTerms TermsOf(Step step, ModelWallet wallet)
    {
        var provenance = step.Provenance ?? Provenance.Earned;
        if (step.Pending)
            return new CoinTerms(provenance, Awaits: true);
        var time = wallet.TimeAt(Clock);
        var from = AvailableFrom(step, wallet);
        return NewTerms(wallet, provenance, from ?? step.Effective?.From(Clock) ?? time, from);
    }

    /// <summary>From when on earned coins can be spent, where that is later: the start of a day.</summary>
    private DateTimeOffset? AvailableFrom(Step step, ModelWallet wallet) =>
        step.Available?.From(Clock) is { } asked && asked > wallet.TimeAt(Clock) ? rules[wallet.Coin]
        .DayStartFrom(asked) : null;

    private CoinTerms NewTerms(
        ModelWallet wallet, Provenance provenance, DateTimeOffset earned, DateTimeOffset? from = null)
    {
        var rule = rules[wallet.Coin];
        return rule.Activity > 0
            ? new CoinTerms(provenance, Activity: true, From: WholeMinute(from))
            : new CoinTerms(
                provenance, rule.GoneFrom(earned), From: WholeMinute(from),
                Unannounced: rule.Notice > 0 && rule.GoneFrom(earned) is not null);
    }

    /// <summary>The member was told when coins end: those that can be spent now end then, after the notice.</summary>
    private string? RecordNotice(Step step, ModelWallet wallet)
    {
        var (end, told, left) = (step.Ends!.Value.From(Clock), step.Told?.From(Clock) ?? Clock, step.Units);
        var rule = rules[wallet.Coin];
        var until = new[] { end, rule.DayStartFrom(told.AddDays(rule.Notice)) }.Max();
        if (until > end.AddDays(365))
            until = end.AddDays(365);
        foreach (
            var coins in wallet.Spendable(wallet.TimeAt(Clock), [])
                .Where(c => c.Terms is { Unannounced: true } && c.Terms.Expires == end).ToList())
        {
            var part = Math.Min(left, coins.Units);
            left -= part;
            TakeOf(wallet.Name, coins.Terms, part);
            Give(wallet.Name, coins.Terms with { Expires = until, Unannounced = false }, part);
        }
        return null;
    }

    private static DateTimeOffset? WholeMinute(DateTimeOffset? moment) =>
        moment is { } m && m.Ticks % TimeSpan.TicksPerMinute is > 0 and var over
        ? m.AddTicks(TimeSpan.TicksPerMinute - over)
        : moment;

    private string? CannotSpend(Step step, ModelWallet wallet)
    {
        if (wallet.Frozen)
            return "WALLET_FROZEN";
        return wallet.Available(wallet.TimeAt(Clock), step.Only) < step.Units ? "INSUFFICIENT_COINS" : null;
    }

    private string? Spend(Step step, ModelWallet wallet)
    {
        if (CannotSpend(step, wallet) is { } refusal)
            return refusal;
        Take(wallet.Name, step.Units, step.Only);
        Book(AccountKind.Redeemed, wallet.Coin, step.Units);
        Lives(wallet.Name);
        return null;
    }

    private string? Clawback(Step step, ModelWallet wallet)
    {
        if (step.About is { } about)
        {
            var earning = journals[about];
            if (earning.Reversed)
                return "ALREADY_UNDONE";
            if (step.Units > -earning.SumOf(AccountKind.Issued) - earning.Undone)
                return "REFUND_EXCEEDS_REST";
        }
        ClawBack(wallet.Name, step.Units, step.About);
        return null;
    }

    /// <summary>Takes back what is there, that of the earning first; the rest is owed from now on.</summary>
    private void ClawBack(string name, long units, string? about)
    {
        var missing = units;
        if (about is not null && journals[about].Brought is [{ } brought])
        {
            var earning = journals[about];
            var time = wallets[name].TimeAt(Clock);
            var terms = earning.Confirmed ?? brought.Terms;
            var there = wallets[name].FreeOf(terms, time);
            // Coins that wait belong to their earning alone; others of one lot are as good as each other.
            if (terms.Awaits)
                there = Math.Min(there, brought.Units - earning.Undone);
            var part = Math.Clamp(there, 0, missing);
            TakeOf(name, terms, part);
            missing -= part;
        }
        var taken = Math.Min(missing, wallets[name].Available(wallets[name].TimeAt(Clock)));
        Take(name, taken, []);
        Owe(name, missing - taken);
        Book(AccountKind.ClawedBack, wallets[name].Coin, units);
        if (about is not null)
            journals[about] = journals[about] with { Undone = journals[about].Undone + units };
    }

    private string? Adjust(Step step, ModelWallet wallet)
    {
        if (step.Units > 0)
        {
            Lives(wallet.Name);
            Give(wallet.Name, TermsOf(step, wallet), step.Units);
        }
        else if (wallet.Available(wallet.TimeAt(Clock)) < -step.Units)
            return "INSUFFICIENT_COINS";
        else
            Take(wallet.Name, -step.Units, []);
        Book(AccountKind.Adjusted, wallet.Coin, -step.Units);
        return null;
    }

    private string? Gift(Step step, ModelWallet giver)
    {
        if (!wallets.TryGetValue(step.To!, out var receiver))
            return "WALLET_NOT_FOUND";
        if ((Unmoving(receiver) ?? CannotSpend(step, giver)) is { } refusal)
            return refusal;
        var day = giver.GiftDayAt(rules[giver.Coin].DayOf(giver.TimeAt(Clock)));
        if (rules[giver.Coin].Gifts is > 0 and var most && giver.GiftDays.Count(d => d == day) >= most)
            return "GIFT_LIMIT_REACHED";
        wallets[giver.Name] = giver with { GiftDays = [.. giver.GiftDays, day] };
        var before = open.Taken.Count;
        Lives(giver.Name);
        Lives(receiver.Name);
        Take(giver.Name, step.Units, step.Only);
        foreach (var parcel in open.Taken.Skip(before))
            Give(receiver.Name, parcel.Terms, parcel.Units);
        return null;
    }

    private string? CloseWallet(ModelWallet wallet)
    {
        ExpireCoins(wallet.Name);
        wallet = wallets[wallet.Name];
        return wallet.Balance != 0 || wallet.Owed != 0 ? "WALLET_NOT_EMPTY"
            : Set(wallet with { State = WalletState.Closed });
    }

    private string? Confirm(ModelJournal earning)
    {
        if (earning.Reversed)
            return "ALREADY_UNDONE";
        if (earning.Brought is not [{ Terms.Awaits: true } waiting] || earning.Confirmed is not null)
            return "NOT_PENDING";
        var units = waiting.Units - Math.Min(waiting.Units, earning.Undone);
        if (units == 0)
            return "ALREADY_UNDONE";
        var wallet = wallets[waiting.Wallet];
        var terms = NewTerms(wallet, waiting.Terms.Provenance, wallet.TimeAt(Clock));
        Lives(wallet.Name);
        TakeOf(wallet.Name, waiting.Terms, units);
        Give(wallet.Name, terms, units);
        journals[earning.Request] = earning with { Confirmed = terms };
        return null;
    }

    private string? Exchange(Step step)
    {
        if (CannotPay(step) is { } refusal)
            return refusal;
        foreach (var (name, units) in step.Debits)
        {
            Lives(name);
            if (CannotGive(step, name, units) is { } lacking)
                return lacking;
            Take(name, units, NotBought);
        }
        foreach (var (account, holder, units) in ExchangeLegs.Of(step))
            Book(account, holder, units);
        if (step.To is { } into)
        {
            Lives(into);
            Give(into, NewTerms(wallets[into], Provenance.Earned, wallets[into].TimeAt(Clock)), step.Made);
        }
        if (step.Uses is { } use)
            used.Add(use);
        return null;
    }

    /// <summary>Whether a code was used, or a wallet is missing or does not move.</summary>
    private string? CannotPay(Step step)
    {
        if (step.Uses is { } code && used.Contains(code))
            return "PAY_CODE_USED";
        foreach (var name in step.Debits.Select(d => d.Wallet))
        {
            if (!wallets.TryGetValue(name, out var payer))
                return "WALLET_NOT_FOUND";
            if ((Unmoving(payer) ?? (payer.Frozen ? "WALLET_FROZEN" : null)) is { } refusal)
                return refusal;
        }
        if (step.To is not { } to)
            return null;
        return wallets.TryGetValue(to, out var receiver) ? Unmoving(receiver) : "WALLET_NOT_FOUND";
    }

    private string? CannotGive(Step step, string name, long units)
    {
        var payer = wallets[name];
        if (payer.Available(payer.TimeAt(Clock), NotBought) < units)
            return "INSUFFICIENT_COINS";
        if (step.Cap == 0 || name != step.Wallet)
            return null;
        var (day, capped) = payer.CappedAt(payer.TimeAt(Clock));
        if (capped + units > step.Cap)
            return "DAILY_CAP_EXCEEDED";
        Set(payer with { Capped = (day, capped + units) });
        open = open with { Capped = name };
        return null;
    }

    /// <summary>What comes back on the day on which it counted against the cap no longer does.</summary>
    private void Uncap(ModelJournal payment, string name, long units)
    {
        var (day, capped) = wallets[name].CappedAt(wallets[name].TimeAt(Clock));
        if (units > 0 && payment.Capped == name && day == ModelWallet.DayOf(payment.Happened))
            Set(wallets[name] with { Capped = (day, capped - Math.Min(units, capped)) });
    }

    private static string? Unmoving(ModelWallet wallet) => wallet.State switch
    {
        WalletState.Active => null,
        WalletState.Unlinked => "NOT_LINKED",
        _ => "WALLET_CLOSED",
    };

    /// <summary>The member did something: coins that expire with activity live on.</summary>
    private void Lives(string name, DateTimeOffset? from = null)
    {
        var wallet = wallets[name];
        if (rules[wallet.Coin].Activity == 0)
            return;
        var time = wallet.TimeAt(Clock);
        var until = rules[wallet.Coin].GoneFrom(from > time ? from.Value : time);
        Set(wallet with { ActiveUntil = wallet.ActiveUntil > until ? wallet.ActiveUntil : until });
    }

    private void ExpireCoins(string name)
    {
        var time = wallets[name].TimeAt(Clock);
        foreach (
            var coins in wallets[name].Coins.Where(c => c.Hold is null && wallets[name].IsGone(c.Terms, time)).ToList())
        {
            TakeOf(name, coins.Terms, coins.Units);
            Book(AccountKind.Expired, wallets[name].Coin, coins.Units);
        }
    }

    private string? Set(ModelWallet wallet)
    {
        wallets[wallet.Name] = wallet;
        return null;
    }

    private void Take(string name, long units, IReadOnlyList<Provenance> only)
    {
        var there = wallets[name].Spendable(wallets[name].TimeAt(Clock), only).ToList();
        // What is reported late takes what was there then, where that is enough.
        if (reported is { } happened && there.ConvertAll(
            c => c with { Units = Math.Clamp(HadSince(name, c.Terms, happened), 0, c.Units) }) is var then
            && then.Sum(c => c.Units) >= units)
            there = then;
        foreach (var coins in there)
        {
            var part = Math.Min(units, coins.Units);
            TakeOf(name, coins.Terms, part);
            units -= part;
        }
        if (units != 0)
            throw new InvalidOperationException($"{units} are missing in {name}.");
    }

    /// <summary>Takes free coins of some terms.</summary>
    private void TakeOf(string name, CoinTerms terms, long units)
    {
        if (units == 0)
            return;
        Change(name, terms, null, -units);
        Note(AccountKind.Wallet, name, -units, terms);
        open = open with { Taken = [.. open.Taken, new Parcel(name, terms, units)] };
    }

    private void Give(string name, CoinTerms terms, long units)
    {
        if (units == 0)
            return;
        Change(name, terms, null, units);
        Note(AccountKind.Wallet, name, units, terms);
        open = open with { Brought = [.. open.Brought, new Parcel(name, terms, units)] };
    }

    private void Owe(string name, long units)
    {
        if (units == 0)
            return;
        Set(wallets[name] with { Owed = wallets[name].Owed + units });
        Note(AccountKind.Receivable, name, -units, null);
    }

    private void Change(string name, CoinTerms terms, string? hold, long units)
    {
        var wallet = wallets[name];
        var there = wallet.Coins.FirstOrDefault(c => c.Terms == terms && c.Hold == hold)?.Units ?? 0;
        if (there + units < 0)
            throw new InvalidOperationException($"{name} has {there} of {terms}, not {-units}.");
        var others = wallet.Coins.Where(c => c.Terms != terms || c.Hold != hold);
        Set(wallet with
        {
            Coins = there + units == 0 ? [.. others]
            : [.. others, new ModelCoins(terms, there + units, hold)]
        });
    }

    private void Note(AccountKind account, string name, long units, CoinTerms? terms)
    {
        Set(wallets[name] with { Version = wallets[name].Version + 1 });
        Book(account, name, units, terms);
    }

    private void Book(AccountKind account, string holder, long units, CoinTerms? terms = null)
    {
        if (units == 0)
            return;
        open = open with { Moves = [.. open.Moves, new Move(account, holder, units, terms)] };
        var total = account switch
        {
            AccountKind.Wallet or AccountKind.Held => $"{account} {wallets[holder].Coin}",
            AccountKind.Receivable =>
            $"{(units < 0 != (open.Kind == JournalKind.Reverse) ? "Owed" : "Paid")} {wallets[holder].Coin}",
            _ => $"{account} {holder}",
        };
        var sum = account == AccountKind.Receivable && total[0] == 'O' ? -units : units;
        totals[total] = totals.GetValueOrDefault(total) + sum;
    }
}
