using System.Collections.Frozen;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Case = Federation.Ledger.V1.BatchItem.CommandOneofCase;

namespace Federation.Ledger;

/// <summary>Which module may move which kinds of account, and which way. What is not in the table may not be moved: no
/// module touches what a brand issued, clawed back or adjusted by itself.</summary>
internal static class ModuleAccounts
{
    [Flags]
    private enum Ways
    {
        None = 0,

        /// <summary>Units out of the account.</summary>
        Debit = 1,

        /// <summary>Units into the account.</summary>
        Credit = 2,
        Both = Debit | Credit,
    }

    private static readonly FrozenDictionary<string, FrozenDictionary<AccountKind, Ways>> Table =
        new Dictionary<string, FrozenDictionary<AccountKind, Ways>>(StringComparer.Ordinal)
        {
            ["exchange"] = new Dictionary<AccountKind, Ways>
            {
                [AccountKind.Wallet] = Ways.Both,
                [AccountKind.ExchangedOut] = Ways.Credit,
                [AccountKind.ExchangedIn] = Ways.Debit,
                [AccountKind.Redeemed] = Ways.Credit,
                [AccountKind.Position] = Ways.Both,
                [AccountKind.Fees] = Ways.Credit,
                [AccountKind.Rounding] = Ways.Credit,
            }.ToFrozenDictionary(),
            ["accounts"] = FrozenDictionary<AccountKind, Ways>.Empty,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The commands of the principal's that a module may submit in a bundle.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<Case>> Parts =
        new Dictionary<string, FrozenSet<Case>>(StringComparer.Ordinal)
        {
            ["programs"] =
            [
                Case.Earn, Case.Redeem, Case.Hold, Case.Capture, Case.Release, Case.Confirm, Case.Clawback, Case.Refund,
                Case.Adjust,
            ],
            ["rewards"] = [Case.Redeem, Case.Refund, Case.Earn],
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind of head that a module's bundles have: by it auditors tell whose decision they are.</summary>
    private static readonly FrozenDictionary<string, JournalKind> Heads =
        new Dictionary<string, JournalKind>(StringComparer.Ordinal)
        {
            ["programs"] = JournalKind.Program,
            ["rewards"] = JournalKind.Reward,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Followers = ["exchange", "messages"];

    /// <summary>Whether the module may post at all.</summary>
    public static bool MayPost(string? module) =>
        module is not null && Table.TryGetValue(module, out var kinds) && kinds.Count > 0;

    /// <summary>Whether the module may post bundles.</summary>
    public static bool MayBundle(string? module) => module is not null && Parts.ContainsKey(module);

    /// <summary>Whether a command may be a part of the module's bundles.</summary>
    public static bool MayBundle(string? module, Case command) =>
        module is not null && Parts.TryGetValue(module, out var commands) && commands.Contains(command);

    /// <summary>Whether the module's bundles may have a head of this kind.</summary>
    public static bool MayHead(string? module, JournalKind kind) =>
        module is not null && Heads.TryGetValue(module, out var own) && own == kind;

    /// <summary>Whether the module may read all journals, to keep a projection of them.</summary>
    public static bool MayFollow(string? module) => module is not null && Followers.Contains(module);

    /// <summary>Whether the module may record that members were told when coins end.</summary>
    public static bool MayNotify(string? module) => module == "messages";

    /// <param name="module">Who asks.</param>
    /// <param name="kind">The kind of account.</param>
    /// <param name="units">How many, positive into the account.</param>
    public static bool MayMove(string? module, AccountKind kind, long units)
    {
        if (!MayPost(module))
            return false;
        var way = units < 0 ? Ways.Debit : Ways.Credit;
        return (Table[module!].GetValueOrDefault(kind) & way) == way;
    }

    public static Refusal NotAllowed(string? module, string what) => new(
        ErrorReason.AccountKindNotAllowed, $"The module '{module}' may not {what}.");
}
