using System.Security.Cryptography;
using System.Text;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests.Model;

/// <summary>
/// Runs steps through the pure <see cref="Posting"/>, group by group, on <see cref="MemoryBooks"/>: what a service finds out before,
/// what a store reads and writes, and in between the code under test.
/// </summary>
internal sealed class PureLedger(IReadOnlyDictionary<string, CoinRule> rules)
{
    private const int Slot = 1;
    private static readonly Dictionary<TotalKey, long> NoTotals = [];
    private static readonly Command NoCommand = new() { Kind = JournalKind.Redeem, Principal = "", RequestId = Guid.Empty, Fingerprint = [] };
    private readonly Dictionary<string, JournalRecord> journals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WalletKey> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> names = [];
    private readonly CoinPolicies policies = new(rules.ToDictionary(r => r.Key, r => r.Value.ToPolicy()));

    public MemoryBooks Books { get; } = new();

    public IReadOnlyDictionary<string, JournalRecord> Journals => journals;

    public DateTimeOffset Clock { get; set; }

    public bool Has(string wallet) => Books.WalletIds.ContainsKey(KeyOf(wallet));

    public WalletRow Wallet(string wallet) => Books.Wallet(Books.WalletIds[KeyOf(wallet)]);

    /// <summary>How the story names a wallet, or a journal.</summary>
    public string NameOf(Guid id) => names.GetValueOrDefault(id, "?");

    /// <summary>What can be taken of a wallet now.</summary>
    public long Available(WalletRow wallet)
    {
        var state = new GroupState
        {
            Now = Clock, SystemNow = Clock, GroupId = Guid.Empty, WalletIds = Books.WalletIds, Policies = policies, SlotTotals = NoTotals,
        };
        return new Draft(state, NoCommand).Available(wallet, []);
    }

    public void SetState(string wallet, WalletState state)
    {
        if (Has(wallet) && Wallet(wallet).State != WalletState.Closed)
            Books.SetState(Books.WalletIds[KeyOf(wallet)], state);
    }

    /// <summary>Decides the commands of one group; what each came to.</summary>
    public List<string> Decide(Decided group)
    {
        var commands = group.Steps.Select(CommandOf).ToList();
        var state = Read(group, commands);
        IReadOnlyList<Verdict> verdicts = group.Together switch
        {
            Together.Atomic => Posting.DecideAtomic(state, commands),
            Together.Dry => Posting.DecideDry(state, commands, atomic: false),
            _ => [.. commands.Select(c => Posting.Decide(state, c))],
        };
        if (group.Together == Together.Dry && (state.Decisions.Count > 0 || state.ChangedWallets.Count > 0 || state.ChangedLots.Count > 0
            || state.ChangedHolds.Count > 0 || state.ChangedUndone.Count > 0 || state.TotalChanges.Count > 0))
            throw new InvalidOperationException("A dry run left something to write.");
        var texts = verdicts.Select(v => TextOf(v, state)).ToList();
        if (state.Decisions.Count > 0)
            Books.Write(state, Slot);
        foreach (var (step, verdict) in group.Steps.Zip(verdicts))
            if (verdict.Decision?.Journal is { } journal && group.Together != Together.Dry && journals.TryAdd(step.Journal, journal))
                names[journal.Id] = step.Journal;
        return texts;
    }

    private WalletKey KeyOf(string wallet) => keys.TryGetValue(wallet, out var key) ? key : keys[wallet] = Key(wallet);

    private GroupState Read(Decided group, List<Command> commands)
    {
        foreach (var (step, command) in group.Steps.Zip(commands))
            if (command.CreatesWallet && group.Together != Together.Dry)
                names[Books.Create(command.Wallet!.Value, Guid.CreateVersion7())] = step.Wallet;
        return Books.Read(
            GroupReads.For(commands, JournalIds.NewGroup(Clock), Clock, Books.WalletIds, Books.TotalsOf(Slot), policies), Clock);
    }

    private string TextOf(Verdict verdict, GroupState state)
    {
        if (verdict.KnownId is not { } id)
            return verdict.Refusal is { } refusal ? Refusal.NameOf(refusal.Reason) : "ok";
        var known = state.Decisions.Find(d => d.Id == id) ?? Books.Find(id)!;
        return "again " + (known.Refusal is { } first ? Refusal.NameOf(first.Reason) : "ok");
    }

    /// <summary>What a service makes of a step: it looks up what the step is about, and refuses what is not there.</summary>
    public Command CommandOf(Step step)
    {
        var about = step.About is { } name ? journals.GetValueOrDefault(name) : null;
        var command = new Command
        {
            Kind = step.Kind,
            Principal = "partners/" + step.By,
            RequestId = RequestId(step.Request),
            Fingerprint = Encoding.UTF8.GetBytes(step.ToString()),
            NotAfter = step.NotAfter?.From(Clock),
            EffectiveTime = step.Effective?.From(Clock),
            AvailableTime = step.Available?.From(Clock),
            OnConfirmation = step.Pending,
            ReasonCode = step.Kind is JournalKind.Adjust or JournalKind.Freeze or JournalKind.CloseWallet ? "story" : null,
            MinAvailable = step.Min,
            MaxBalance = step.Max,
            ExpectedVersion = step.Version,
        };
        if (Missing(step, about) is { } reason)
            return command with { Refusal = new Refusal(reason, $"There is no {step.About}.") };
        return Complete(command, step, about) with { Original = about, Units = step.Units };
    }

    private Command Complete(Command command, Step step, JournalRecord? about)
    {
        if (step.Kind == JournalKind.Exchange)
            return command with { Legs = LegsOf(step), Consumes = ConsumesOf(step) };
        if (about is not null && step.Kind is not (JournalKind.Earn or JournalKind.Clawback))
            return command with
            {
                Lifetime = step.For ?? TimeSpan.FromDays(7),
                KeepsRest = step.Keep,
                Earnings = step.Kind is JournalKind.Refund or JournalKind.Reverse ? [.. Books.About(about.Id, JournalKind.Earn)] : [],
            };
        return command with
        {
            Wallet = KeyOf(step.Wallet),
            Recipient = step.To is { } to ? KeyOf(to) : null,
            Provenance = step.Provenance ?? Provenance.Earned,
            Provenances = step.Only,
            Lifetime = step.For ?? TimeSpan.FromDays(7),
        };
    }

    private ErrorReason? Missing(Step step, JournalRecord? about) => step.Kind switch
    {
        JournalKind.Capture or JournalKind.Release or JournalKind.ExtendHold => about?.Kind == JournalKind.Hold ? null : ErrorReason.HoldNotFound,
        JournalKind.Refund or JournalKind.Reverse or JournalKind.Confirm => about is null ? ErrorReason.JournalNotFound : null,
        JournalKind.Clawback when step.About is not null => about?.Kind == JournalKind.Earn && IsOn(about, step.Wallet) ? null : ErrorReason.JournalNotFound,
        JournalKind.Earn when step.About is not null =>
            about?.Kind is JournalKind.Redeem or JournalKind.Capture or JournalKind.Exchange ? null : ErrorReason.JournalNotFound,
        _ => null,
    };

    private bool IsOn(JournalRecord journal, string wallet) =>
        Has(wallet) && journal.Entries.Any(e => e.WalletId == Books.WalletIds[KeyOf(wallet)]);

    private static List<Leg> LegsOf(Step step)
    {
        var legs = new List<Leg> { new(AccountKind.Wallet, ExchangeLegs.Coin(step.Wallet), -step.Units, Key(step.Wallet), DailyCap: step.Cap) };
        foreach (var (account, holder, units) in ExchangeLegs.Of(step).Where(l => l.Units != 0))
            legs.Add(JournalNames.IsMoney(account)
                ? new Leg(account, "GBP", units, Party: account == AccountKind.Position ? holder : null)
                : new Leg(account, holder, units));
        if (step.To is { } to)
            legs.Add(new Leg(AccountKind.Wallet, ExchangeLegs.Coin(to), step.Made, Key(to)));
        return legs;
    }

    private static List<Consumption> ConsumesOf(Step step) =>
        step.Uses is { } code ? [new Consumption(code, new Refusal(ErrorReason.PayCodeUsed, "used"))] : [];

    public static Guid RequestId(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    public static WalletKey Key(string name) =>
        name.Split('.') is [var member, var coin] ? new WalletKey(RequestId(member), coin) : new WalletKey(RequestId(name), "aster");
}
