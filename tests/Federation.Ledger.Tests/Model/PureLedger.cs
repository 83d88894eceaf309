using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>
/// Runs steps through the pure <see cref="Posting"/>, group by group, on <see cref="MemoryBooks"/>: what a service
/// finds out before, what a store reads and writes, and in between the code under test.
/// </summary>
internal sealed class PureLedger
{
    private const int Slot = 1;
    private static readonly Dictionary<TotalKey, long> NoTotals = [];
    private static readonly Command NoCommand = new Command.Redeem(
        new Envelope { Principal = default, RequestId = Guid.Empty, Fingerprint = [] },
        new WalletKey(Guid.Empty, ""), 0);
    private readonly Dictionary<string, JournalRecord> journals = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> walletNames = [];
    private readonly Dictionary<JournalId, string> names = [];
    private readonly CoinPolicies policies;
    private readonly StepCommands commandsOf;

    public PureLedger(IReadOnlyDictionary<string, CoinRule> rules)
    {
        policies = new CoinPolicies(rules.ToDictionary(r => r.Key, r => r.Value.ToPolicy()));
        commandsOf = new StepCommands(Books);
    }

    public MemoryBooks Books { get; } = new();

    public IReadOnlyDictionary<string, JournalRecord> Journals => journals;

    public DateTimeOffset Clock { get; set; }

    /// <summary>What the last command was refused with; null where it was accepted, or had been decided
    /// before.</summary>
    public Refusal? LastRefusal { get; private set; }

    public bool Has(string wallet) => Books.WalletIds.ContainsKey(StepCommands.KeyOf(wallet));

    public WalletRow Wallet(string wallet) => Books.Wallet(Books.WalletIds[StepCommands.KeyOf(wallet)]);

    /// <summary>How the story names a wallet.</summary>
    public string NameOf(Guid wallet) => walletNames.GetValueOrDefault(wallet, "?");

    /// <summary>How the story names a journal.</summary>
    public string NameOf(JournalId id) => names.GetValueOrDefault(id, "?");

    /// <summary>What can be taken of a wallet now.</summary>
    public long Available(WalletRow wallet)
    {
        var state = new GroupState
        {
            Now = Clock,
            SystemNow = Clock,
            GroupId = default,
            WalletIds = Books.WalletIds,
            Policies = policies,
            SlotTotals = NoTotals,
        };
        return new Draft(state, NoCommand, Clock).Available(wallet, []);
    }

    public void SetState(string wallet, WalletState state)
    {
        if (Has(wallet) && Wallet(wallet).State != WalletState.Closed)
            Books.SetState(Books.WalletIds[StepCommands.KeyOf(wallet)], state);
    }

    /// <summary>Decides the commands of one group; what each came to.</summary>
    public List<string> Decide(Decided group)
    {
        var (texts, booked) = Decide([.. group.Steps.Select(CommandOf)], group.Together);
        foreach (var (step, journal) in group.Steps.Zip(booked))
        {
            if (Books.WalletIds.TryGetValue(StepCommands.KeyOf(step.Wallet), out var wallet))
                walletNames[wallet] = step.Wallet;
            if (journal is not null && journals.TryAdd(step.Journal, journal))
                names[journal.Id] = step.Journal;
        }
        return texts;
    }

    public Command CommandOf(Step step) => commandsOf.Of(step, Clock);

    /// <summary>Decides the commands of one group: what each came to, and its journal if it was booked now.</summary>
    public (List<string> Texts, List<JournalRecord?> Journals) Decide(
        IReadOnlyList<Command> commands, Together together)
    {
        foreach (var command in commands)
            if (command is { CreatesWallet: true, NamedWallet: { } wallet } && together != Together.Dry)
                Books.Create(wallet, Guid.CreateVersion7());
        var state = StateFor(commands);
        IReadOnlyList<Verdict> verdicts = together switch
        {
            Together.Atomic => [.. Submissions(commands).SelectMany(s => Posting.DecideAtomic(state, s))],
            Together.Dry => Posting.DecideDry(state, commands, atomic: false),
            _ => [.. commands.Select(c => Posting.Decide(state, c))],
        };
        if (together == Together.Dry
            && (state.Decisions.Count > 0 || state.ChangedWallets.Count > 0 || state.ChangedLots.Count > 0
            || state.ChangedHolds.Count > 0 || state.ChangedUndone.Count > 0 || state.ChangedTallies.Count > 0
            || state.TotalChanges.Count > 0))
            throw new InvalidOperationException("A dry run left something to write.");
        if (state.Decisions.Exists(d => d.Journal is { } journal && journal.Entries.Any(e => e.Units == 0)))
            throw new InvalidOperationException("A journal has an entry of nothing.");
        LastRefusal = verdicts[^1].Refusal;
        var texts = verdicts.Select(v => TextOf(v, state)).ToList();
        if (state.Decisions.Count > 0)
            Books.Write(state, Slot);
        return (texts,
            [.. verdicts.Select(v => together == Together.Dry ? null : (v as Verdict.Decided)?.Decision.Journal)]);
    }

    /// <summary>What was submitted together: a batch, or one bundle after the other.</summary>
    private static IEnumerable<IReadOnlyList<Command>> Submissions(IReadOnlyList<Command> commands)
    {
        var open = new List<Command>();
        foreach (var command in commands)
        {
            if (command is Command.Bundle && open.Count > 0)
            {
                yield return open;
                open = [];
            }
            open.Add(command);
        }
        yield return open;
    }

    /// <summary>What the books say to a group of these commands.</summary>
    public GroupState StateFor(IReadOnlyList<Command> commands) => Books.Read(
        GroupReads.For(
            commands, GroupId.New(Clock), () => Clock, Books.WalletIds, Books.TotalsOf(Slot), policies),
        new ClockRow { Sandbox = true, Now = Clock }, Clock);

    private string TextOf(Verdict verdict, GroupState state)
    {
        if (verdict is not Verdict.Known { Outcome.Id: var id })
            return verdict.Refusal is { } refusal ? Refusal.NameOf(refusal.Reason) : "ok";
        var known = state.Decisions.Find(d => d.Id == id) ?? Books.Find(id)!;
        return "again " + (known.Refusal is { } first ? Refusal.NameOf(first.Reason) : "ok");
    }
}
