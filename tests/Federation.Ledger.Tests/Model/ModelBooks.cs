using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>
/// The ledger written a second time, as naively as can be: lists that are scanned, everything copied before a command
/// and put back when it is refused. Written from the documents; it shares nothing with <see cref="Posting"/> but the
/// contract's names.
/// </summary>
internal sealed partial class ModelBooks(IReadOnlyDictionary<string, CoinRule> rules)
{
    private readonly Dictionary<(string By, string Request), (string Text, string Outcome)> outcomes = [];
    private Dictionary<string, ModelWallet> wallets = new(StringComparer.Ordinal);
    private Dictionary<string, ModelJournal> journals = new(StringComparer.Ordinal);
    private Dictionary<string, Int128> totals = new(StringComparer.Ordinal);
    private HashSet<string> used = new(StringComparer.Ordinal);

    // What stood in the books when the group began: callers looked journals up there.
    private Dictionary<string, ModelJournal> seen = new(StringComparer.Ordinal);
    private ModelJournal open = new("", "", JournalKind.Unspecified, null);

    // When the command that is decided happened, and the journal that is open, where it is reported late.
    private DateTimeOffset? late;
    private DateTimeOffset? reported;
    private int own;

    public DateTimeOffset Clock { get; set; }

    public IReadOnlyDictionary<string, ModelWallet> Wallets => wallets;

    public IReadOnlyDictionary<string, ModelJournal> Journals => journals;

    public IReadOnlyDictionary<string, Int128> Totals => totals;

    public void SetState(string wallet, WalletState state)
    {
        if (wallets.TryGetValue(wallet, out var found) && found.State != WalletState.Closed)
            wallets[wallet] = found with { State = state };
    }

    /// <summary>Decides the commands of one group; what each came to.</summary>
    public List<string> Decide(Decided group)
    {
        var before = Save();
        (seen, read) = (before.Journals, before.Tallies);
        foreach (var step in group.Steps)
            if (step.Kind is JournalKind.Earn or JournalKind.Clawback && Found(step) is null
                && !wallets.ContainsKey(step.Wallet))
                wallets[step.Wallet] = new ModelWallet(step.Wallet, CoinOf(step.Wallet));
        if (group is { Together: Together.Atomic, Steps: [{ IsHead: true }, ..] })
            return DecideBundles(group.Steps);
        var created = group.Together == Together.Atomic ? Save() : before;
        var came = group.Steps.Select(step => Decide(step, Found(step))).ToList();
        if (group.Together == Together.Each)
            return [.. came.Select(c => c.Text)];
        if (group.Together == Together.Dry)
        {
            Load(before, came, group.Steps);
            return [.. came.Select(c => c.Text)];
        }
        var culprit = came.FindIndex(c => c.Refused);
        if (culprit < 0)
            return [.. came.Select(c => c.Text)];
        Load(created, came, group.Steps);
        return [.. group.Steps.Select((step, i) => Aborted(step, came[i], came[culprit].Remembered))];
    }

    private string Aborted(Step step, Came came, bool remembered)
    {
        if (came.Known || (came.Refused && !came.Remembered))
            return came.Text;
        if (!remembered)
            return "BATCH_ABORTED";
        var outcome = came.Refused ? came.Text : "BATCH_ABORTED";
        outcomes[(step.By, step.Request)] = (step.Asked, outcome);
        return outcome;
    }

    /// <summary>Decides one command as if it were alone in its group.</summary>
    /// <param name="step">The command.</param>
    /// <param name="found">The refusal that was found before the books were asked.</param>
    /// <param name="ofBundle">Whether it is a part of a bundle.</param>
    public string Replay(Step step, string? found, bool ofBundle)
    {
        isPart = ofBundle;
        seen = new Dictionary<string, ModelJournal>(journals, StringComparer.Ordinal);
        read = new Dictionary<string, long>(tallies, StringComparer.Ordinal);
        return Decide(step, found).Text;
    }

    /// <summary>What the ledger books by itself before it decides a command.</summary>
    public void CatchUp(Step step)
    {
        seen = new Dictionary<string, ModelJournal>(journals, StringComparer.Ordinal);
        AtMomentOf(step, () => Concerned(step).ToList().ForEach(CatchUp));
    }

    /// <summary>The same of one wallet, at a moment.</summary>
    public void CatchUp(string wallet, DateTimeOffset moment)
    {
        var clock = Clock;
        Clock = moment;
        CatchUp(wallet);
        Clock = clock;
    }

    /// <summary>What names two wallets happens to both at one moment: not before either was touched last.</summary>
    private void AtMomentOf(Step step, Action decide)
    {
        var clock = Clock;
        foreach (var name in step.Debits.Select(d => d.Wallet).Concat(step.To is { } to ? [step.Wallet, to] : []))
            if (wallets.TryGetValue(name, out var wallet))
                Clock = wallet.TimeAt(Clock);
        decide();
        Clock = clock;
    }

    /// <summary>The wallet exists from now on.</summary>
    public void MakeWallet(string name) => wallets.TryAdd(name, new ModelWallet(name, CoinOf(name)));

    /// <summary>Decides one command.</summary>
    /// <param name="step">The command.</param>
    /// <param name="found">The refusal that was found before the books were asked.</param>
    public Came Decide(Step step, string? found)
    {
        if (outcomes.TryGetValue((step.By, step.Request), out var known))
            return known.Text == step.Asked
                ? new Came("again " + known.Outcome, known.Outcome != "ok", true, true)
                : Reused;
        if (step.NotAfter?.From(Clock) < Clock)
        {
            outcomes[(step.By, step.Request)] = (step.Asked, "NOT_AFTER_PASSED");
            return new Came("NOT_AFTER_PASSED", true, true, false);
        }
        if (IsUntimely(step))
            return new Came("FIELD_INVALID", true, false, false);
        var outcome = found;
        if (found is null)
        {
            late = step.Effective?.From(Clock);
            if (IsStale(step))
                return new Came("CONTENDED", true, false, false);
            AtMomentOf(step, () =>
            {
                Concerned(step).ToList().ForEach(CatchUp);
                outcome = TryBook(step);
            });
            if (outcome is null && step.Kind == JournalKind.Expire && open.Moves.Count == 0)
                return new Came("INSUFFICIENT_COINS", true, false, false);
        }
        // What was planned from wallets that have changed is planned again, and not remembered.
        if (step.Planned && found is null && outcome is "INSUFFICIENT_COINS" or "DAILY_CAP_EXCEEDED")
            return new Came("CONTENDED", true, false, false);
        // A programme that decided by tallies that have moved decides anew.
        if (step.IsHead && outcome == "CONTENDED")
            return new Came("CONTENDED", true, false, false);
        outcomes[(step.By, step.Request)] = (step.Asked, outcome ?? "ok");
        return new Came(outcome ?? "ok", outcome is not null, true, false);
    }

    /// <summary>Books the command, or leaves all as it was and says why.</summary>
    private string? TryBook(Step step)
    {
        var before = Save();
        open = new ModelJournal(step.Journal, step.By, step.Kind, step.About) { OfProgram = isPart };
        reported = late;
        string? refusal;
        try
        {
            refusal = OfProgram(step) ?? Effect(step) ?? Uncountable(before.Wallets) ?? TooEarly(step)
                ?? Guarded(step, before.Wallets) ?? OutOfRange(before.Totals);
        }
        catch (OverflowException)
        {
            refusal = "AMOUNT_OVERFLOW";
        }
        if (refusal is null)
            Close(before.Wallets);
        else
            Put(before);
        (late, reported) = (null, null);
        return refusal;
    }

    /// <summary>A wallet with more coins than 64 bits count is refused before all guards.</summary>
    private string? Uncountable(Dictionary<string, ModelWallet> before) => wallets.Values
        .Where(w => !ReferenceEquals(w, before.GetValueOrDefault(w.Name)))
        .Any(w => w.Coins.Aggregate(Int128.Zero, (sum, c) => sum + c.Units) > long.MaxValue) ? "AMOUNT_OVERFLOW" : null;

    /// <summary>Ends the journal that is open: its time is never before the last of a wallet that it changed.</summary>
    private void Close(Dictionary<string, ModelWallet> before)
    {
        if (open.Kind == JournalKind.Expire && open.Moves.Count == 0)
            return;
        var changed = wallets.Values.Where(w => !ReferenceEquals(w, before.GetValueOrDefault(w.Name))).ToList();
        var time = changed.Select(w => w.RecordedAt(Clock)).Append(Clock).Max();
        foreach (var wallet in changed)
            wallets[wallet.Name] = wallet with { LastTime = time, Capped = wallet.CappedAt(wallet.TimeAt(Clock)) };
        open = open with { Happened = reported ?? time };
        journals.TryAdd(open.Request, open);
    }

    /// <summary>What a caller finds out before the books are asked.</summary>
    private string? Found(Step step)
    {
        var about = step.About is null ? null : seen.GetValueOrDefault(step.About);
        return step.Kind switch
        {
            JournalKind.Capture or JournalKind.ExtendHold when about is not { Kind: JournalKind.Hold, Pays: false } =>
                "HOLD_NOT_FOUND",
            JournalKind.Release when about?.Kind != JournalKind.Hold
                || (about.Pays && (step.Units != 0 || about.By != step.By)) => "HOLD_NOT_FOUND",
            JournalKind.Exchange when step.About is not null
                && !(about is { Kind: JournalKind.Hold, Pays: true } && about.By == step.By) =>
                "HOLD_NOT_FOUND",
            JournalKind.Clawback when step.About is not null
                && !(about?.Kind == JournalKind.Earn && about.Wallets().Contains(step.Wallet)) =>
                "JOURNAL_NOT_FOUND",
            JournalKind.Earn when step.About is not null && (about is null || !IsSpending(about.Kind)) =>
                "JOURNAL_NOT_FOUND",
            JournalKind.Refund or JournalKind.Reverse or JournalKind.Confirm when about is null => "JOURNAL_NOT_FOUND",
            _ => null,
        };
    }

    private bool IsUntimely(Step step)
    {
        var late = step.Effective?.From(Clock);
        var told = step.Told?.From(Clock);
        return late > Clock || late < Clock.AddDays(-90) || step.Available?.From(Clock) > Clock.AddDays(732)
            || told > Clock || told < Clock.AddDays(-7);
    }

    /// <summary>Whether earnings were booked on the purchase, or parts of the hold captured, since the caller looked it
    /// up.</summary>
    private bool IsStale(Step step) => step.Kind switch
    {
        JournalKind.Refund or JournalKind.Reverse =>
            journals[step.About!].Earnings.Count != seen[step.About!].Earnings.Count,
        JournalKind.Exchange when step.About is { } hold =>
            (step.Before ?? journals[hold].Undone, step.Back ?? journals[hold].Refunded)
            != (journals[hold].Undone, journals[hold].Refunded),
        _ => false,
    };

    /// <summary>The wallets that the command is about.</summary>
    private List<string> Concerned(Step step)
    {
        var names = new List<string>();
        if (step.Kind is not (JournalKind.Refund or JournalKind.Reverse or JournalKind.Confirm or JournalKind.Capture
            or JournalKind.Release or JournalKind.ExtendHold))
            names.Add(step.Wallet);
        if (step.Pays || step.IsHead || step is { Kind: JournalKind.Exchange, About: not null })
            names.Clear();
        if (step.To is { } to)
            names.Add(to);
        names.AddRange(step.Debits.Select(d => d.Wallet));
        if (step.About is { } about)
            names.AddRange(seen[about].Wallets());
        // A captured payment is undone by the terms of its hold.
        if (step is { Kind: JournalKind.Refund or JournalKind.Reverse, About: { } undone } && seen[undone].IsCapture)
            names.AddRange(seen[seen[undone].About!].Wallets());
        if (step.Kind is JournalKind.Refund or JournalKind.Reverse)
            names.AddRange(seen[step.About!].Earnings.SelectMany(e => journals[e].Wallets()));
        return [.. names.Distinct().Where(wallets.ContainsKey)];
    }

    /// <summary>Before a command its wallets are brought up to now: holds that ran out are released, and coins go that
    /// no activity kept.</summary>
    private void CatchUp(string name)
    {
        var time = wallets[name].TimeAt(Clock);
        foreach (var hold in wallets[name].Coins.Select(c => c.Hold).OfType<string>().Distinct().ToList())
            if (journals[hold].Until <= time)
            {
                var before = Save();
                open = new ModelJournal($"ledger{++own}", "ledger", JournalKind.Release, hold);
                foreach (var coins in wallets[name].Coins.Where(c => c.Hold == hold).ToList())
                    ReleaseHeld(name, coins, coins.Units);
                journals[hold] = journals[hold] with { RanOut = true };
                Close(before.Wallets);
            }
        var wallet = wallets[name];
        if (wallet.ActiveUntil <= time && wallet.Coins.Any(c => c is { Hold: null, Terms.Activity: true }))
        {
            var before = Save();
            open = new ModelJournal($"ledger{++own}", "ledger", JournalKind.Expire, null);
            ExpireCoins(name);
            Close(before.Wallets);
        }
    }

    private string? Guarded(Step step, Dictionary<string, ModelWallet> before)
    {
        if (step is { Min: null, Max: null, Version: null })
            return null;
        if (step.About is { } coinless && step.Kind is JournalKind.Refund or JournalKind.Reverse && !journals[coinless]
            .Wallets().Any())
            return null;
        var name = step.Kind is JournalKind.Refund or JournalKind.Reverse or JournalKind.Confirm or JournalKind.Capture
            or JournalKind.Release or JournalKind.ExtendHold ? journals[step.About!].Wallets().First() : step.Wallet;
        var wallet = wallets[name];
        if (step.Version is { } version && before[name].Version != version)
            return "VERSION_MISMATCH";
        // A journal's time counts from before it: it decides what is gone.
        var time = before[name].TimeAt(Clock);
        if (wallet.Available(time) < step.Min)
            return "MIN_AVAILABLE_NOT_MET";
        return wallet.Living(time) > step.Max ? "MAX_BALANCE_EXCEEDED" : null;
    }

    private string? OutOfRange(Dictionary<string, Int128> before) =>
        totals.Any(t => t.Value != before.GetValueOrDefault(t.Key) && Int128.Abs(t.Value) > 1L << 62)
            || totals.Any(t => t.Value < before.GetValueOrDefault(t.Key) && IsTooDeepInDebt(t.Key, t.Value))
            ? "AMOUNT_OVERFLOW" : null;

    private bool IsTooDeepInDebt(string total, Int128 units) => total.StartsWith("Position ", StringComparison.Ordinal)
        && units < -10_000_000_000_000_000 && open.Kind is not (JournalKind.Refund or JournalKind.Reverse);

    private static string CoinOf(string wallet) => wallet.Split('.') is [_, var coin] ? coin : "aster";

    private static bool IsSpending(JournalKind kind) =>
        kind is JournalKind.Redeem or JournalKind.Capture or JournalKind.Exchange;

    private Books Save() => new(
        new(wallets, StringComparer.Ordinal), new(journals, StringComparer.Ordinal),
        new(totals, StringComparer.Ordinal), new(used, StringComparer.Ordinal),
        new(tallies, StringComparer.Ordinal));

    private void Put(Books books) =>
        (wallets, journals, totals, used, tallies) =
        (books.Wallets, books.Journals, books.Totals, books.Used, books.Tallies);

    /// <summary>As it was before the group, its outcomes too.</summary>
    private void Load(Books books, List<Came> came, IReadOnlyList<Step> steps)
    {
        Put(books);
        foreach (var (step, what) in steps.Zip(came))
            if (what is { Remembered: true, Known: false })
                outcomes.Remove((step.By, step.Request));
    }

    /// <summary>What a command came to.</summary>
    /// <param name="Text"><c>ok</c>, or the refusal; <c>again</c> and the first outcome where it was decided
    /// before.</param>
    /// <param name="Refused">Whether it was refused, now or then.</param>
    /// <param name="Remembered">Whether the outcome is remembered.</param>
    /// <param name="Known">Whether it was decided before.</param>
    internal sealed record Came(string Text, bool Refused, bool Remembered, bool Known);

    private sealed record Books(
        Dictionary<string, ModelWallet> Wallets, Dictionary<string, ModelJournal> Journals, Dictionary<string,
        Int128> Totals, HashSet<string> Used, Dictionary<string, long> Tallies);
}
