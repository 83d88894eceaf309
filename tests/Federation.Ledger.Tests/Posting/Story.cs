using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>
/// Runs a table of commands against the pure <see cref="Posting"/>, one group per line, and compares outcome and
/// wallet: <c>op request wallet units [about] [option=value] -> outcome [balance owed] [name=value]</c>. Wallets are
/// <c>ann</c> (of coins/aster) or <c>ann.birch</c>; what may be told of them are <c>available</c>, <c>held</c>,
/// <c>pending</c>, <c>version</c> and <c>lots</c>, as in <see cref="WalletText.Lot"/>. Other lines: <c>coin aster
/// days=30 grace=3</c>, <c>time +3d</c> or <c>time 2026-03-01</c>, <c>state ann Unlinked</c>, <c>look ann -> 100 0</c>,
/// and <c>atomic</c> or <c>dry</c> before commands with <c>;</c> between.
/// </summary>
internal sealed class Story
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, CoinRule> rules =
        new[] { "aster", "birch", "cedar", "dune" }.ToDictionary(coin => coin, _ => new CoinRule());

    private PureLedger? begun;

    public DateTimeOffset Now
    {
        get => Ledger.Clock;
        set => Ledger.Clock = value;
    }

    /// <summary>What the entries sum up to.</summary>
    public IReadOnlyDictionary<TotalKey, long> Totals =>
        Ledger.Books.TotalKeys().ToDictionary(k => k, Ledger.Books.Total);

    /// <summary>What the last command was refused with.</summary>
    public Refusal? Refusal => Ledger.LastRefusal;

    private PureLedger Ledger => begun ??= new PureLedger(rules) { Clock = Start };

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
        var (left, right) = line.Split("->") is [var l, var r] ? (l, Words(r)) : (line, []);
        var given = Words(left);
        switch (given[0])
        {
            case "coin":
                rules[given[1]] = CoinRule.Parse(given[2..]);
                break;
            case "time":
                Now = When.Parse(given[1]).From(Now);
                break;
            case "state":
                Ledger.SetState(given[1], Enum.Parse<WalletState>(given[2]));
                break;
            case "look":
                Look(line, given[1], right);
                break;
            case "atomic" or "dry":
                var together = given[0] == "dry" ? Together.Dry : Together.Atomic;
                Assert.Equal((line, string.Join(' ', right)),
                    (line, string.Join(' ', Decide(together, left.Trim()[given[0].Length..].Split(';')))));
                break;
            default:
                Assert.Equal((line, right[0]), (line, Decide(Together.Each, left)[0]));
                Look(line, given[2], right[1..]);
                break;
        }
    }

    public WalletRow Wallet(string name) => Ledger.Wallet(name);

    /// <summary>Decides commands as one atomic batch; what each came to.</summary>
    public IReadOnlyList<string> Atomic(params string[] lines) => Decide(Together.Atomic, lines);

    public string Decide(Command command) => TextOf(Ledger.Decide([command], Together.Each).Texts[0]);

    /// <summary>A group's state that decides these commands, for tests of what one group does to itself.</summary>
    public GroupState StateFor(params Command[] commands) => Ledger.StateFor(commands);

    public Command Parse(string line) => Ledger.CommandOf(Step.Parse(line));

    /// <summary>The journal of a command that was accepted.</summary>
    public static JournalRecord JournalOf(Verdict verdict) =>
        Assert.IsType<Decision.Accepted>(Assert.IsType<Verdict.Decided>(verdict).Decision).Journal;

    public static Guid RequestId(string name) => StepCommands.IdOf(name);

    public static WalletKey Key(string name) => StepCommands.KeyOf(name);

    private List<string> Decide(Together together, params string[] lines) =>
        Ledger.Decide(new Decided(together, [.. lines.Select(Step.Parse)])).ConvertAll(TextOf);

    /// <summary>A refusal that is remembered is told as it was the first time.</summary>
    private static string TextOf(string outcome) =>
        outcome == "again ok" ? "replayed" : outcome.Replace("again ", "", StringComparison.Ordinal);

    private void Look(string line, string name, string[] expected)
    {
        if (expected.Length == 0)
            return;
        var wallet = Wallet(name);
        foreach (var (at, word) in expected.Index())
            Assert.Equal((line, word), (line, (at, word.Split('=')[0]) switch
            {
                (0, _) when !word.Contains('=', StringComparison.Ordinal) => Text(wallet.Balance),
                (1, _) when !word.Contains('=', StringComparison.Ordinal) => Text(-wallet.Receivable),
                (_, "available") => $"available={Ledger.Available(wallet)}",
                (_, "held") => $"held={wallet.Held}",
                (_, "pending") => $"pending={wallet.Lots.Where(l => l.Lot.IsPending(Now)).Sum(l => l.Remaining)}",
                (_, "version") => $"version={wallet.Version}",
                (_, "lots") =>
                "lots=" + (wallet.Lots.Count == 0 ? "none" : string.Join(',', wallet.Lots.Select(LotText))),
                _ => throw new FormatException(line),
            }));
    }

    private static string LotText(LotBalance lot) =>
        WalletText.Lot(WalletText.TermsOf(lot.Lot), lot.Remaining, lot.Held);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(long units) => units.ToString(CultureInfo.InvariantCulture);
}
