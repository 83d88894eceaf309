using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>
/// Runs a table of commands against the pure <see cref="Posting"/>, one group per line, and compares outcome and wallet:
/// <c>op request wallet units -> outcome balance owed</c>. Wallets are <c>ann</c> (of coins/aster) or <c>ann.birch</c>.
/// </summary>
internal sealed class Story
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<WalletKey, Guid> ids = [];
    private readonly Dictionary<Guid, WalletRow> wallets = [];
    private readonly Dictionary<(string, Guid), KnownOutcome> outcomes = [];
    private readonly Dictionary<string, JournalRecord> journals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Undone> undone = [];
    private readonly Dictionary<TotalKey, long> totals = [];
    private readonly HashSet<string> consumed = [];

    public DateTimeOffset Now { get; set; } = Start;

    public IReadOnlyDictionary<TotalKey, long> Totals => totals;

    /// <summary>Tells the table; every line's right side must come true.</summary>
    public static Story Tell(string table)
    {
        var story = new Story();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!line.StartsWith("//", StringComparison.Ordinal))
                story.Line(line);
        return story;
    }

    public void Line(string line)
    {
        var (left, right) = line.Split("->") is [var l, var r] ? (l, r) : throw new FormatException(line);
        var given = left.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var expected = right.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (given[0] == "state")
        {
            Wallet(given[1]).State = Enum.Parse<WalletState>(given[2]);
            return;
        }
        var outcome = Decide(Parse(given));
        Assert.Equal((line, expected[0]), (line, outcome));
        if (expected.Length == 1)
            return;
        var wallet = Wallet(given[2]);
        Assert.Equal((line, expected[1], expected[2]), (line, Text(wallet.Balance), Text(-wallet.Receivable)));
    }

    public WalletRow Wallet(string name) => wallets[ids[Key(name)]];

    /// <summary>Decides commands as one atomic batch; what each came to.</summary>
    public IReadOnlyList<string> Atomic(params string[] lines)
    {
        var commands = lines.Select(l => Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        var state = State(commands);
        var verdicts = Posting.DecideAtomic(state, commands);
        Keep(state);
        return [.. verdicts.Select(Outcome)];
    }

    public string Decide(Command command)
    {
        var state = State([command]);
        var verdict = Posting.Decide(state, command);
        Keep(state);
        return Outcome(verdict);
    }

    public Command Parse(string[] words)
    {
        var (op, request, subject, units) = (words[0], words[1], words[2], long.Parse(words[3], CultureInfo.InvariantCulture));
        var named = op is "refund" or "reverse" ? null : (WalletKey?)Key(subject);
        var original = words.Length > 4 ? journals[words[4]] : null;
        return new Command
        {
            Kind = Enum.Parse<JournalKind>(op, ignoreCase: true),
            Principal = "partners/aster",
            RequestId = RequestId(request),
            Fingerprint = System.Text.Encoding.UTF8.GetBytes(string.Join(' ', words)),
            Wallet = named,
            Units = units,
            Original = original,
        };
    }

    public static Guid RequestId(string name) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    public static WalletKey Key(string name) =>
        name.Split('.') is [var member, var coin] ? new WalletKey(RequestId(member), coin) : new WalletKey(RequestId(name), "aster");

    private GroupState State(IReadOnlyList<Command> commands)
    {
        foreach (var command in commands)
            if (command.CreatesWallet && !ids.ContainsKey(command.Wallet!.Value))
            {
                var id = Guid.CreateVersion7();
                ids[command.Wallet.Value] = id;
                wallets[id] = new WalletRow { Id = id, MemberId = command.Wallet.Value.MemberId, Coin = command.Wallet.Value.Coin };
            }
        var state = new GroupState
        {
            Now = Now,
            SystemNow = Now,
            GroupId = JournalIds.NewGroup(Now),
            WalletIds = ids,
            SlotTotals = totals,
            Policies = WriterFixture.Policies,
        };
        foreach (var wallet in wallets.Values)
            state.Wallets[wallet.Id] = wallet;
        foreach (var (key, outcome) in outcomes)
            state.Outcomes[key] = outcome;
        foreach (var (id, value) in undone)
            state.Undone[id] = value;
        state.Consumed.UnionWith(consumed);
        return state;
    }

    private void Keep(GroupState state)
    {
        foreach (var (id, wallet) in state.Wallets)
            wallets[id] = wallet;
        foreach (var (key, outcome) in state.Outcomes)
            outcomes[key] = outcome;
        foreach (var (id, value) in state.Undone)
            undone[id] = value;
        consumed.UnionWith(state.Consumed);
        foreach (var (key, units) in state.TotalChanges)
            totals[key] = totals.GetValueOrDefault(key) + units;
        foreach (var decision in state.Decisions)
        {
            var name = RequestName(decision.Command);
            if (decision.Journal is { } journal)
                journals[name] = journal;
            else
                refusals[decision.Id.ToString()] = Refusal.NameOf(decision.Refusal!.Reason);
        }
    }

    private static string RequestName(Command command) => System.Text.Encoding.UTF8.GetString(command.Fingerprint).Split(' ')[1];

    private string Outcome(Verdict verdict) => verdict switch
    {
        { KnownId: { } id } => refusals.GetValueOrDefault(id.ToString(), "replayed"),
        { Refusal: { } refusal } => Refusal.NameOf(refusal.Reason),
        _ => "ok",
    };

    private static string Text(long units) => units.ToString(CultureInfo.InvariantCulture);
}
