using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// The ledger's rules: they decide commands, deterministic and without I/O, in the same way for groups, dry runs,
/// replays and tests. Each kind is a column of guards in the documented order (idempotency, existence, state, limits),
/// each with its refusal, then the effect: all of it happens or none. No decision depends on whether the sweeper has
/// run.
/// </summary>
internal static partial class Posting
{
    private static readonly Dictionary<Guid, WalletThen> NoWallets = [];
    private static readonly TimeSpan LatestReport = TimeSpan.FromDays(90);
    private static readonly TimeSpan LatestNotice = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestPending = TimeSpan.FromDays(732);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3660);

    /// <summary>Decides one command by itself.</summary>
    public static Verdict Decide(GroupState state, Command command)
    {
        if (state.Outcomes.TryGetValue((command.Principal, command.RequestId), out var known))
            // A fence has the fingerprint of no request, and answers whatever was asked.
            return command is Command.Fence || known.Fingerprint.Length == 0
                || known.Fingerprint.AsSpan().SequenceEqual(command.Fingerprint)
                ? new Verdict.Known(known)
                : new Verdict.Passing(Idempotency.Reused(command.RequestId));
        if (state.ClockJumped)
            return new Verdict.Passing(ClockJumped);
        // Recorded, because an attempt that was decided in time may still be under way: whichever outcome is written
        // first is the other's as well.
        if (command.Envelope.NotAfter < state.SystemNow)
            return new Verdict.Decided(Record(state, command, NotAfterPassed(command)));
        if (command is Command.Fence)
            return new Verdict.Passing(NothingYet(command));
        if (Untimely(state, command) is { } untimely)
            return new Verdict.Passing(untimely);
        if (command is Command.Refused { Refusal: var found })
            return new Verdict.Decided(Record(state, command, found));
        if (Stale(state, command) is { } stale)
            return new Verdict.Passing(stale);
        var at = DecisionTime(state, command);
        if (!CatchUp(state, command, at))
            return new Verdict.Passing(StillCatchingUp);
        var draft = new Draft(state, command, at);
        var refusal = Try(draft);
        if (refusal is null && command is Command.Expire && draft.IsEmpty)
            return new Verdict.Passing(NothingExpired);
        if (refusal is { Reason: ErrorReason.Contended })
            return new Verdict.Passing(refusal);
        if (command is Command.Payment { Planned: true }
            && refusal is { Reason: ErrorReason.InsufficientCoins or ErrorReason.DailyCapExceeded })
            return new Verdict.Passing(new Refusal(
                ErrorReason.Contended,
                "The member's coins changed while the payment was planned; send the same command again."));
        return new Verdict.Decided(refusal is null ? draft.Accept() : Record(state, command, refusal));
    }

    /// <summary>Decides commands that are accepted together or not at all. What was decided before stays as it
    /// was.</summary>
    public static IReadOnlyList<Verdict> DecideAtomic(GroupState state, IReadOnlyList<Command> commands)
    {
        if (commands[0] is Command.Bundle)
            return DecideBundle(state, commands);
        var mark = MarkFor(state, commands);
        var verdicts = commands.Select(c => Decide(state, c)).ToList();
        var culprit = verdicts.FindIndex(v => v.IsRefused);
        if (culprit < 0)
            return verdicts;
        state.Restore(mark);
        var cause = verdicts[culprit].Refusal;
        var because = cause is null ? " before." : ": " + cause.Message;
        var aborted = new Refusal(ErrorReason.BatchAborted, $"Item {culprit} of the batch was refused{because}")
            .With("item", culprit);
        // A refusal that is not recorded (a reused id, a wallet that changed) leaves the others undecided as well.
        var recorded = verdicts[culprit] is not Verdict.Passing;
        return [.. verdicts.Select((v, i) => v is Verdict.Decided ? Abort(v, i) : v)];

        Verdict Abort(Verdict verdict, int i) => recorded
            ? new Verdict.Decided(Record(state, commands[i], verdict.Refusal ?? aborted))
            : new Verdict.Passing(aborted);
    }

    /// <summary>What commands would come to; the state stays as it was.</summary>
    public static IReadOnlyList<Verdict> DecideDry(GroupState state, IReadOnlyList<Command> commands, bool atomic)
    {
        var mark = MarkFor(state, commands);
        foreach (var command in commands)
            if (command is { CreatesWallet: true, NamedWallet: { } wallet } && state.Find(wallet) is null)
                state.Imagine(wallet);
        var verdicts = atomic ? DecideAtomic(state, commands) : [.. commands.Select(c => Decide(state, c))];
        state.Restore(mark);
        return verdicts;
    }

    private static Checkpoint MarkFor(GroupState state, IReadOnlyList<Command> commands)
    {
        var wallets = commands.SelectMany(c => c.OriginalWalletIds().Concat(c.WalletKeys()
            .Where(state.WalletIds.ContainsKey).Select(k => state.WalletIds[k])));
        return state.Mark(
            wallets, commands.SelectMany(c => c.Originals()).Select(j => j.Id),
            commands.SelectMany(c => c.TallySteps).Select(s => s.Tally));
    }

    private static Decision.Refused Record(GroupState state, Command command, Refusal refusal)
    {
        var decision = new Decision.Refused(command, state.NextId(), state.Now, refusal);
        state.Decisions.Add(decision);
        state.Outcomes[(command.Principal, command.RequestId)] =
            new KnownOutcome(decision.Id, command.Fingerprint, Refused: true);
        return decision;
    }

    /// <summary>Refusals by alliance time alone. They leave no trace.</summary>
    private static Refusal? Untimely(GroupState state, Command command)
    {
        if (command.EffectiveTime > state.Now || command.EffectiveTime < state.Now - LatestReport)
            return Invalid("effective_time", $"must be within the {LatestReport.Days} days before {state.Now:O}");
        if (command is Command.RecordNotice { Notice.Delivered: var delivered }
            && (delivered > state.Now || delivered < state.Now - LatestNotice))
            return Invalid("delivered_time", $"must be within the {LatestNotice.Days} days before {state.Now:O}");
        var life = command.Life;
        if (life.AvailableTime > state.Now + LongestPending)
            return Invalid("available_time", $"must be within {LongestPending.Days} days after {state.Now:O}");
        if (life.ExpireTime <= (life.AvailableTime ?? state.Now) || life.ExpireTime > state.Now + LongestLife)
            return Invalid(
                "expire_time",
                $"must be after available_time and {state.Now:O}, and within {LongestLife.Days} days after that");
        return null;
    }

    private static Refusal NotAfterPassed(Command command) => new(
        ErrorReason.NotAfterPassed,
        $"not_after {command.Envelope.NotAfter:O} has passed; nothing happened, and nothing will.");

    private static Refusal NothingYet(Command command) => new(
        ErrorReason.OutcomeNotFound,
        $"No outcome is recorded for {command.RequestId:D}, and not_after {command.Envelope.NotAfter:O} has not "
        + "passed: it may still be decided.");

    private static Refusal Invalid(string field, string problem) =>
        new(ErrorReason.FieldInvalid, $"{field}: {problem}.") { Fields = [(field, problem)] };

    /// <summary>CONTENDED, where what the command was made from has changed since.</summary>
    private static Refusal? Stale(GroupState state, Command command)
    {
        foreach (var (wallet, then) in command.Then ?? NoWallets)
            if (state.Wallets.TryGetValue(wallet, out var now) && then.Version != now.Version - state.EntriesOf(wallet))
                return new Refusal(
                    ErrorReason.Contended,
                    "The wallet changed while its past was looked up; send the same command again.");
        return command switch
        {
            Command.Undoing undoing when EarningsOn(state, undoing.Original) != undoing.Earnings.Count => new Refusal(
                ErrorReason.Contended,
                "Earnings were recorded for this purchase while it was looked up; send the same command again."),
            Command.CapturePayment capture when HasMoved(state, capture) => new Refusal(
                ErrorReason.Contended,
                "Another part was captured or refunded while this one was planned; send the same command again."),
            _ => null,
        };
    }

    private static int EarningsOn(GroupState state, JournalRecord original) =>
        JournalStatus.Of(original.Kind, state.Undone.GetValueOrDefault(original.Id)) is JournalStatus.Spending spending
            ? spending.Earnings : 0;

    private static bool HasMoved(GroupState state, Command.CapturePayment capture)
    {
        var hold = JournalStatus.Hold.Of(state.Undone.GetValueOrDefault(capture.Held.Id));
        return (hold.Captured, hold.Refunded) != (capture.CapturedBefore, capture.RefundedBefore);
    }

    private static Refusal? Try(Draft draft)
    {
        try
        {
            return OfProgram(draft) ?? Effect(draft) ?? TooEarly(draft) ?? draft.TooLarge() ?? Guarded(draft)
                ?? draft.OutOfRange();
        }
        catch (OverflowException)
        {
            return Overflow;
        }
    }

    /// <summary>EFFECTIVE_TIME_TOO_EARLY, where a late report is dated before what it undoes, or takes coins of a lot
    /// that it did not have all the time since.</summary>
    private static Refusal? TooEarly(Draft draft)
    {
        if (draft.Command is not { EffectiveTime: { } happened, MayTakeCoins: true } command)
            return null;
        if (command.About is { } original && happened < (original.EffectiveTime ?? original.Time))
            return new Refusal(ErrorReason.EffectiveTimeTooEarly,
                $"effective_time {happened:O} is before {original.EffectiveTime ?? original.Time:O}, when what it is "
                + "about happened.");
        return draft.TakesMoreThanThen() is { } wallet
            ? new Refusal(ErrorReason.EffectiveTimeTooEarly,
                $"The wallet had too few of {ResourceNames.Coin(wallet.Coin)} at {happened:O} or after; "
                + "report it with a later effective_time, or without one.")
                .With("coin", ResourceNames.Coin(wallet.Coin))
            : null;
    }

    /// <summary>BELONGS_TO_PROGRAM, where a command by itself would change a part of what a programme or a reward
    /// booked: only the order or redemption knows what else goes with it.</summary>
    private static Refusal? OfProgram(Draft draft) =>
        draft.Command is { About.Bundle: not null } and not Command.Earn
        && draft.State.BundleHead is null
            ? new Refusal(
                ErrorReason.BelongsToProgram,
                $"{draft.Command.About.Id.Name} is a part of {draft.Command.About.Bundle.Value.Name}, which "
                + "booked it; return or cancel the order, or cancel the redemption, that it belongs to.")
            : null;

    private static Refusal? Effect(Draft draft) => draft.Command switch
    {
        Command.OnWallet command => OnWallet(draft, command),
        Command.Expire command => Expire(draft, command),
        Command.Capture command => Capture(draft, command),
        Command.Release command => Release(draft, command),
        Command.ExtendHold command => ExtendHold(draft, command),
        Command.Confirm command => Confirm(draft, command),
        Command.Refund command => Refund(draft, command),
        Command.Reverse command => Reverse(draft, command),
        Command.Exchange command => Exchange(draft, command),
        Command.HoldPayment command => HoldPayment(draft, command),
        Command.CapturePayment command => CapturePayment(draft, command),
        Command.Bundle command => Bundle(draft, command),
        var other => throw new InvalidOperationException($"There is no command of kind {other.Kind}."),
    };

    /// <summary>Commands on one wallet. They share the first two guards: it exists, and coins may move in it.</summary>
    private static Refusal? OnWallet(Draft draft, Command.OnWallet onWallet)
    {
        if (draft.State.Find(onWallet.Wallet) is not { } wallet)
            return WalletNotFound(onWallet.Wallet.Coin);
        if (Immovable(wallet) is { } immovable)
            return immovable;
        return onWallet switch
        {
            Command.Earn command => Earn(draft, command, wallet),
            Command.Redeem command => Redeem(draft, command, wallet),
            Command.Clawback command => Clawback(draft, command, wallet),
            Command.Adjust command => Adjust(draft, command, wallet),
            Command.Gift command => Gift(draft, command, wallet),
            Command.Hold command => Hold(draft, command, wallet),
            Command.RecordNotice command => RecordNotice(draft, command, wallet),
            Command.Freeze => SetFrozen(draft, wallet, true),
            Command.Unfreeze => SetFrozen(draft, wallet, false),
            Command.CloseWallet => Close(draft, wallet),
            _ => throw new InvalidOperationException($"There is no command of kind {onWallet.Kind} on a wallet."),
        };
    }

    /// <summary>The guards that the command carries: the last of the limits.</summary>
    private static Refusal? Guarded(Draft draft)
    {
        if (draft.Command.Envelope.Guards is not { } guards || GuardedWallet(draft) is not { } wallet)
            return null;
        if (guards.ExpectedVersion is { } version && wallet.Version != version)
            return new Refusal(ErrorReason.VersionMismatch, $"The wallet is at version {wallet.Version}.")
                .With("version", wallet.Version);
        if (guards.MinAvailable is { } least && draft.Available(wallet, []) is var available && available < least)
            return new Refusal(
                ErrorReason.MinAvailableNotMet,
                $"{available} of {ResourceNames.Coin(wallet.Coin)} would be left available.")
                .With("available", available);
        if (guards.MaxBalance is { } most && draft.LiveBalance(wallet) is var balance && balance > most)
            return new Refusal(
                ErrorReason.MaxBalanceExceeded,
                $"{balance} of {ResourceNames.Coin(wallet.Coin)} would be in the wallet.")
                .With("balance", balance);
        return null;
    }

    /// <summary>The wallet that the command names, or that its journal is about. A part of a payment that took no coins
    /// is about none.</summary>
    private static WalletRow? GuardedWallet(Draft draft)
    {
        if (draft.Command.NamedWallet is { } named)
            return draft.State.Find(named);
        return draft.Command.About?.Entries.FirstOrDefault(e => e.WalletId is not null)?.WalletId is { } id
            ? draft.State.Wallets[id] : null;
    }

    private static readonly Refusal Overflow =
        new(ErrorReason.AmountOverflow, "A balance would leave the range of 64 bits.");

    private static readonly Refusal ClockJumped = new(ErrorReason.ClockJumped,
        "The database's clock jumped ahead. Nothing is decided until an operator has accepted its time; send the same "
        + "command again.")
    { RetryDelay = TimeSpan.FromMinutes(1) };

    private static readonly Refusal NothingExpired =
        new(ErrorReason.InsufficientCoins, "Nothing has expired in this wallet.");

    private static Refusal WalletNotFound(string coin) =>
        new Refusal(ErrorReason.WalletNotFound, $"The member has no wallet of {ResourceNames.Coin(coin)} yet.")
            .With("coin", ResourceNames.Coin(coin));

    /// <summary>Nothing moves in a wallet that is unlinked or closed.</summary>
    private static Refusal? Immovable(WalletRow wallet) => wallet.State switch
    {
        WalletState.Active => null,
        WalletState.Unlinked => new Refusal(
            ErrorReason.NotLinked,
            $"The member is not linked with the issuer of {ResourceNames.Coin(wallet.Coin)} any more."),
        _ => new Refusal(ErrorReason.WalletClosed, $"The wallet of {ResourceNames.Coin(wallet.Coin)} is closed."),
    };

    /// <summary>Nothing leaves by the member's will while a wallet is frozen.</summary>
    private static Refusal? Unspendable(WalletRow wallet) => Immovable(wallet) ?? (wallet.Frozen
        ? new Refusal(ErrorReason.WalletFrozen, $"The issuer of {ResourceNames.Coin(wallet.Coin)} froze the wallet.")
        : null);

    private static Refusal Insufficient(WalletRow wallet, long available) => new Refusal(
        ErrorReason.InsufficientCoins, $"The wallet has {available} of {ResourceNames.Coin(wallet.Coin)} available.")
        .With("available", available).With("coin", ResourceNames.Coin(wallet.Coin));
}
