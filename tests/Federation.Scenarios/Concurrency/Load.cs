using System.Collections.Concurrent;
using System.Diagnostics;
using Federation.Client;
using Federation.Partners.V1;

namespace Federation.Scenarios;

/// <summary>
/// Clients that keep the books busy with all kinds of commands. Most send each command until it has an answer, through
/// whatever happens to the alliance; a few give up at the first fault and never learn what came of it.
/// </summary>
internal sealed class Load
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);
    private readonly Alliance alliance;
    private readonly Dictionary<string, FederationClient> patient = [];
    private readonly Dictionary<string, FederationClient> hasty = [];
    private readonly Dictionary<string, FederationClient> auditing = [];
    private readonly ConcurrentQueue<SentCommand> orders = [];
    private readonly ConcurrentDictionary<string, int> faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private Task work = Task.CompletedTask;
    private int acknowledged;
    private volatile bool stopping;

    private Load(Alliance alliance) => this.alliance = alliance;

    /// <summary>The members, as aster names them and as birch does.</summary>
    public IReadOnlyList<(string AtAster, string AtBirch)> Members { get; private set; } = [];

    /// <summary>Every command that was sent.</summary>
    public IReadOnlyCollection<SentCommand> Orders => orders;

    /// <summary>How often callers were left without an answer so far.</summary>
    public int Faults => faults.Values.Sum();

    /// <summary>Whether clients begin nothing new.</summary>
    public bool Stopping => stopping;

    /// <summary>Aster and birch, a board, and members of both who consent to spend aster's coins at birch's
    /// till.</summary>
    public static async Task<Load> PrepareAsync(Alliance alliance, int members = 16)
    {
        var load = new Load(alliance);
        foreach (var brand in new[] { "aster", "birch" })
        {
            await alliance.GivenPartnerAsync(brand);
            var made = await alliance.NewCredentialAsync(brand, CredentialRole.PartnerAdmin);
            FederationClient With(Action<FederationOptions> configure) => alliance.Deployment.With(
                made.Credential.ClientId, made.ClientSecret, Deployment.AnyGateway, configure);
            load.patient[brand] = With(o => o.Timeout = TimeSpan.FromSeconds(5));
            load.hasty[brand] = With(o => o.Retry.MaxAttempts = 1);
            load.auditing[brand] = With(o => o.Timeout = LongestWait);
        }
        await alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 50, 45));
        load.Members = await Task.WhenAll(Enumerable.Range(0, members).Select(load.GivenMemberAsync));
        return load;
    }

    /// <summary>Starts the clients.</summary>
    public void Start(int tellers, int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        work = Task.WhenAll(Enumerable.Range(0, tellers).Select(n => Task.Run(() => TellAsync(new Random(seed + n)))));
    }

    /// <summary>One client that finds a fault stops the others, too.</summary>
    private async Task TellAsync(Random random)
    {
        try
        {
            await new Teller(this, random).RunAsync();
        }
        catch
        {
            stopping = true;
            throw;
        }
    }

    /// <summary>Waits until so many more commands are acknowledged: the alliance serves.</summary>
    public async Task GrowAsync(int more)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            waiting.Add((acknowledged + more, reached));
        var first = await Task.WhenAny(reached.Task, work, Task.Delay(LongestWait));
        // A client that ended early says why.
        if (first == work)
            await work;
        Assert.True(first == reached.Task,
            $"Only {acknowledged} commands were acknowledged, {more} more were awaited. {Summary}");
    }

    /// <summary>Lets every client finish what it has begun.</summary>
    public async Task StopAsync()
    {
        stopping = true;
        await work;
        TestContext.Current.TestOutputHelper?.WriteLine(Summary);
    }

    /// <summary>Sends a command until it has an answer.</summary>
    public async Task<Answer> SendAsync(SentCommand order)
    {
        orders.Enqueue(order);
        for (var started = Stopwatch.GetTimestamp(); await order.TrySendAsync(patient[order.Brand]) is { } fault;)
        {
            Count(faults, fault);
            Assert.True(
                Stopwatch.GetElapsedTime(started) < LongestWait, $"A command had no answer for {LongestWait}: {fault}");
        }
        Acknowledge(order);
        return order.Answer!;
    }

    /// <summary>Sends a command once; whoever sent it may never know what came of it.</summary>
    public async Task SendOnceAsync(SentCommand order)
    {
        orders.Enqueue(order);
        if (await order.TrySendAsync(hasty[order.Brand]) is { } fault)
            Count(faults, fault + " (given up)");
        else
            Acknowledge(order);
    }

    /// <summary>The brand's client, for whoever looks at what the load has left.</summary>
    public FederationClient As(string brand) => auditing[brand];

    private string Summary =>
        $"{orders.Count} commands, {acknowledged} acknowledged; refused: {Told(refusals)}; faults that callers saw: "
        + $"{Told(faults)}";

    private async Task<(string AtAster, string AtBirch)> GivenMemberAsync(int n)
    {
        var member = await Alliance.GivenMemberAsync(auditing["aster"], $"m{n}");
        var atBirch = await Alliance.GivenLinkAsync(auditing["aster"], member, auditing["birch"], $"m{n}");
        await Alliance.GivenConsentAsync(auditing["aster"], member);
        await SendAsync(SentCommand.Earn(member, 1000));
        await SendAsync(SentCommand.Earn(atBirch, 1000, "birch"));
        return (member, atBirch);
    }

    private void Acknowledge(SentCommand order)
    {
        if (!order.Answer!.Accepted)
            Count(refusals, order.Answer.IsRecorded ? order.Answer.Told[0] : "a quote");
        lock (gate)
        {
            acknowledged++;
            foreach (var (count, reached) in waiting)
                if (count <= acknowledged)
                    reached.TrySetResult();
            waiting.RemoveAll(w => w.Count <= acknowledged);
        }
    }

    private static void Count(ConcurrentDictionary<string, int> counts, string what) =>
        counts.AddOrUpdate(what, 1, (_, n) => n + 1);

    private static string Told(ConcurrentDictionary<string, int> counts) =>
        counts.IsEmpty ? "none"
        : string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));
}
