using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What time has done to a command's wallets is booked before the command is decided.</summary>
internal static partial class Posting
{
    /// <summary>Brings the command's wallets up to its moment: holds that have ended are released, and coins expire
    /// that no activity kept alive, so that the command's own activity does not bring them back. One command does a
    /// bounded part of it.</summary>
    /// <returns>False where more is left to do. Then the command must not be decided: what has ended would count as
    /// held.</returns>
    private static bool CatchUp(GroupState state, Command command, DateTimeOffset at)
    {
        var left = state.CatchUpLeft;
        if (command is Command.Expire)
            state.CatchUpLeft = Math.Min(left, LedgerLimits.SweepCatchUp);
        var (kept, own) = (left - state.CatchUpLeft, LedgerLimits.OwnCatchUp);
        var done = CatchUp(state, command, at, ref own);
        state.CatchUpLeft += kept;
        return done;
    }

    private static bool CatchUp(GroupState state, Command command, DateTimeOffset at, ref int own)
    {
        foreach (var key in command.WalletKeys())
            if (state.Find(key) is { } wallet && !CatchUp(state, wallet, at, ref own))
                return false;
        foreach (var id in command.OriginalWalletIds())
            if (state.Wallets.TryGetValue(id, out var wallet) && !CatchUp(state, wallet, at, ref own))
                return false;
        return true;
    }

    private static bool CatchUp(GroupState state, WalletRow wallet, DateTimeOffset at, ref int own)
    {
        var now = wallet.TimeAt(at);
        if (wallet.Holds.Exists(p => p.Until <= now))
            foreach (var hold in wallet.Holds.Where(p => p.Until <= now).GroupBy(p => p.HoldId).ToList())
                if (!ReleaseEnded(state, wallet, hold.Key, [.. hold], at, ref own))
                    return false;
        return wallet.ActiveUntil > now || !wallet.Lots.Exists(l => l.Lot.ExpiresWithActivity && l.Free > 0)
            || ExpireInactive(state, wallet, at, ref own);
    }

    private static bool ReleaseEnded(
        GroupState state, WalletRow wallet, JournalId holdId, List<HoldPart> parts, DateTimeOffset at, ref int own)
    {
        var released = Allowance(state, parts.Count, ref own);
        if (released == 0)
            return false;
        var draft = new Draft(state, ByLedger(state, JournalKind.Release), at) { Corrects = holdId };
        foreach (var part in parts.Take(released))
            draft.Release(wallet, part, part.Units);
        if (released == parts.Count)
            draft.SetStatus(holdId, draft.StatusOfHold(holdId) with { State = HoldState.Expired });
        draft.Accept();
        return released == parts.Count;
    }

    private static bool ExpireInactive(GroupState state, WalletRow wallet, DateTimeOffset at, ref int own)
    {
        if (Allowance(state, 1, ref own) == 0)
            return false;
        var draft = new Draft(state, ByLedger(state, JournalKind.Expire), at);
        draft.Expire(wallet);
        draft.Accept();
        return !wallet.Lots.Exists(l => l.Lot.ExpiresWithActivity && l.Free > 0);
    }

    /// <summary>How much of what is wanted may be done now. Each command has a little of its own, so that no other
    /// command of its group keeps it from being decided; what exceeds it comes out of the group's.</summary>
    private static int Allowance(GroupState state, int wanted, ref int own)
    {
        var allowed = Math.Min(wanted, own + state.CatchUpLeft);
        var shared = Math.Max(0, allowed - own);
        own -= allowed - shared;
        state.CatchUpLeft -= shared;
        return allowed;
    }

    private static readonly Refusal StillCatchingUp = new(ErrorReason.Contended,
        "More holds of this wallet have ended than are released at once; send the same command again.");
}
