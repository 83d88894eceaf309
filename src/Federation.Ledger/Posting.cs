using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// Decides commands: pure, the same for posting, replay and tests. For each kind a column of guards in the documented order
/// (idempotency, existence, state, limits), each with its refusal, then the effect: balances move or nothing does.
/// </summary>
internal static partial class Posting
{
    /// <summary>Decides one command by itself.</summary>
    public static Verdict Decide(GroupState state, Command command)
    {
        if (state.Outcomes.TryGetValue((command.Principal, command.RequestId), out var known))
            return known.Fingerprint.AsSpan().SequenceEqual(command.Fingerprint)
                ? Verdict.Known(known)
                : Verdict.Passing(Idempotency.Reused(command.RequestId));
        if (command.NotAfter < state.SystemNow)
            return Verdict.Passing(new Refusal(
                ErrorReason.NotAfterPassed, $"not_after {command.NotAfter:O} has passed; nothing happened, and nothing will."));
        var draft = new Draft(state, command);
        var refusal = command.Refusal ?? Try(draft);
        return Verdict.Decided(refusal is null ? draft.Post() : Record(state, command, refusal));
    }

    /// <summary>Decides commands that are accepted together or not at all. What was decided before stays as it was.</summary>
    public static IReadOnlyList<Verdict> DecideAtomic(GroupState state, IReadOnlyList<Command> commands)
    {
        var wallets = commands.SelectMany(c => c.OriginalWalletIds().Concat(c.WalletKeys()
            .Where(state.WalletIds.ContainsKey).Select(k => state.WalletIds[k])));
        var mark = state.Mark(wallets, commands.Where(c => c.Original is not null).Select(c => c.Original!.Id));
        var verdicts = commands.Select(c => Decide(state, c)).ToList();
        var culprit = verdicts.FindIndex(v => v.Refused);
        if (culprit < 0)
            return verdicts;
        state.Restore(mark);
        var cause = verdicts[culprit].Refusal;
        var aborted = new Refusal(ErrorReason.BatchAborted,
            $"Item {culprit} of the batch was refused{(cause is null ? " before." : ": " + cause.Message)}").With("item", culprit);
        // A refusal that is not remembered (a reused id, a time that passed) leaves the others undecided as well.
        var remembered = verdicts[culprit].Decision is not null || verdicts[culprit].KnownId is not null;
        return [.. verdicts.Select((v, i) => v switch
        {
            { Decision: null } => v,
            { Refusal: { } own } => Remember(own, i),
            _ => Remember(aborted, i),
        })];

        Verdict Remember(Refusal refusal, int i) =>
            remembered ? Verdict.Decided(Record(state, commands[i], refusal)) : Verdict.Passing(refusal);
    }

    private static Decision Record(GroupState state, Command command, Refusal refusal)
    {
        var decision = new Decision(command, state.NextId(), state.Now, null, refusal);
        state.Decisions.Add(decision);
        state.Outcomes[(command.Principal, command.RequestId)] = new KnownOutcome(decision.Id, command.Fingerprint, true);
        return decision;
    }

    private static Refusal? Try(Draft draft)
    {
        try
        {
            return draft.Command.Kind switch
            {
                JournalKind.Earn => Earn(draft),
                JournalKind.Redeem => Redeem(draft),
                JournalKind.Clawback => Clawback(draft),
                JournalKind.Adjust => Adjust(draft),
                JournalKind.Refund => Refund(draft),
                JournalKind.Reverse => Reverse(draft),
                JournalKind.Exchange => Post(draft),
                var kind => throw new InvalidOperationException($"There is no command of kind {kind}."),
            } ?? draft.OutOfRange();
        }
        catch (OverflowException)
        {
            return Overflow;
        }
    }

    private static Refusal? Earn(Draft draft)
    {
        if (draft.NamedWallet is not { } wallet)
            return WalletNotFound(draft.Command.Wallet!.Value.Coin);
        if (Immovable(wallet) is { } refusal)
            return refusal;
        var units = draft.Command.Units;
        var pays = Math.Min(units, -wallet.Receivable);
        draft.Book(AccountKind.Issued, wallet.Coin, -units);
        draft.Book(AccountKind.Receivable, wallet, pays);
        draft.Book(AccountKind.Wallet, wallet, units - pays);
        return null;
    }

    private static Refusal? Redeem(Draft draft)
    {
        if (draft.NamedWallet is not { } wallet)
            return WalletNotFound(draft.Command.Wallet!.Value.Coin);
        if (Immovable(wallet) is { } refusal)
            return refusal;
        if (wallet.Balance < draft.Command.Units)
            return Insufficient(wallet);
        draft.Book(AccountKind.Wallet, wallet, -draft.Command.Units);
        draft.Book(AccountKind.Redeemed, wallet.Coin, draft.Command.Units);
        return null;
    }

    private static Refusal? Clawback(Draft draft)
    {
        if (draft.NamedWallet is not { } wallet)
            return WalletNotFound(draft.Command.Wallet!.Value.Coin);
        if (Immovable(wallet) is { } refusal)
            return refusal;
        var units = draft.Command.Units;
        var taken = Math.Min(units, wallet.Balance);
        draft.Book(AccountKind.Wallet, wallet, -taken);
        draft.Book(AccountKind.Receivable, wallet, -(units - taken));
        draft.Book(AccountKind.ClawedBack, wallet.Coin, units);
        return null;
    }

    private static Refusal? Adjust(Draft draft)
    {
        if (draft.NamedWallet is not { } wallet)
            return WalletNotFound(draft.Command.Wallet!.Value.Coin);
        if (Immovable(wallet) is { } refusal)
            return refusal;
        var units = draft.Command.Units;
        if (wallet.Balance + units < 0)
            return Insufficient(wallet);
        draft.Book(AccountKind.Wallet, wallet, units);
        draft.Book(AccountKind.Adjusted, wallet.Coin, -units);
        return null;
    }

    private static Refusal? Post(Draft draft)
    {
        foreach (var consumption in draft.Command.Consumes)
            if (draft.State.Consumed.Contains(consumption.Key))
                return consumption.WhenUsed;
        foreach (var leg in draft.Command.Legs)
            if (leg.Wallet is { } key)
            {
                if (draft.State.Find(key) is not { } wallet)
                    return WalletNotFound(key.Coin);
                if (Immovable(wallet) is { } refusal)
                    return refusal;
            }
        foreach (var leg in draft.Command.Legs)
        {
            if (leg.Wallet is not { } key)
                draft.Book(leg.Kind, leg.Asset, leg.Units, leg.Party);
            else if (TakeOrGive(draft, draft.State.Find(key)!, leg) is { } refusal)
                return refusal;
        }
        return null;
    }

    private static Refusal? TakeOrGive(Draft draft, WalletRow wallet, Leg leg)
    {
        if (draft.BalanceOf(wallet) + leg.Units < 0)
            return Insufficient(wallet);
        if (leg.DailyCap > 0 && leg.Units < 0)
        {
            var remaining = draft.CapRemaining(wallet, leg.DailyCap);
            if (-leg.Units > remaining)
                return new Refusal(ErrorReason.DailyCapExceeded,
                    $"The member's cap of {leg.DailyCap} a day leaves {remaining} today.").With("remaining", remaining);
            draft.CountAgainstCap(wallet, -leg.Units);
        }
        draft.Book(AccountKind.Wallet, wallet, leg.Units);
        return null;
    }

    private static readonly Refusal Overflow = new(ErrorReason.AmountOverflow, "A balance would leave the range of 64 bits.");

    private static Refusal WalletNotFound(string coin) =>
        new Refusal(ErrorReason.WalletNotFound, $"The member has no wallet of coins/{coin} yet.").With("coin", "coins/" + coin);

    private static Refusal? Immovable(WalletRow wallet) => wallet.State switch
    {
        WalletState.Active => null,
        WalletState.Unlinked => new Refusal(
            ErrorReason.NotLinked, $"The member is not linked with the issuer of coins/{wallet.Coin} any more."),
        _ => new Refusal(ErrorReason.WalletClosed, $"The wallet of coins/{wallet.Coin} is closed."),
    };

    private static Refusal Insufficient(WalletRow wallet) => new Refusal(
        ErrorReason.InsufficientCoins, $"The wallet has {wallet.Balance} of coins/{wallet.Coin} available.")
        .With("available", wallet.Balance).With("coin", "coins/" + wallet.Coin);
}

/// <summary>What deciding a command gave: a decision to write, an outcome that exists, or a refusal that leaves no trace.</summary>
internal sealed record Verdict(Decision? Decision, Guid? KnownId, Refusal? Refusal, bool Refused)
{
    public static Verdict Decided(Decision decision) => new(decision, null, decision.Refusal, decision.Refusal is not null);

    public static Verdict Known(KnownOutcome known) => new(null, known.Id, null, known.Refused);

    public static Verdict Passing(Refusal refusal) => new(null, null, refusal, true);
}
