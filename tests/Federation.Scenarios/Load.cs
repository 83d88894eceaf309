using System.Collections.Concurrent;
using System.Diagnostics;
using Federation.Client;
using Federation.Partners.V1;

namespace Federation.Scenarios;

/// <summary>
/// Clients that keep the books busy with all kinds of commands. Most send each command until it has an answer, through whatever
/// happens to the alliance; a few give up at the first fault and never learn what came of it.
/// </summary>
internal sealed class Load
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);
    private readonly Alliance alliance;
    private readonly Dictionary<string, FederationClient> patient = [];
    private readonly Dictionary<string, FederationClient> hasty = [];
    private readonly Dictionary<string, FederationClient> auditing = [];
    private readonly ConcurrentQueue<Order> orders = [];
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
    public IReadOnlyCollection<Order> Orders => orders;

    /// <summary>How often callers were left without an answer so far.</summary>
    public int Faults => faults.Values.Sum();

    /// <summary>Whether clients begin nothing new.</summary>
    public bool Stopping => stopping;

    /// <summary>Aster and birch, a board, and members of both who consent to spend aster's coins at birch's till.</summary>
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
        Assert.True(first == reached.Task, $"Only {acknowledged} commands were acknowledged, {more} more were awaited. {Summary}");
    }

    /// <summary>Lets every client finish what it has begun.</summary>
    public async Task StopAsync()
    {
        stopping = true;
        await work;
        TestContext.Current.TestOutputHelper?.WriteLine(Summary);
    }

    /// <summary>Sends a command until it has an answer.</summary>
    public async Task<Answer> SendAsync(Order order)
    {
        orders.Enqueue(order);
        for (var started = Stopwatch.GetTimestamp(); await order.TrySendAsync(patient[order.Brand]) is { } fault;)
        {
            Count(faults, fault);
            Assert.True(Stopwatch.GetElapsedTime(started) < LongestWait, $"A command had no answer for {LongestWait}: {fault}");
        }
        Acknowledge(order);
        return order.Answer!;
    }

    /// <summary>Sends a command once; whoever sent it may never know what came of it.</summary>
    public async Task SendOnceAsync(Order order)
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
        $"{orders.Count} commands, {acknowledged} acknowledged; refused: {Told(refusals)}; faults that callers saw: {Told(faults)}";

    private async Task<(string AtAster, string AtBirch)> GivenMemberAsync(int n)
    {
        var member = await Alliance.GivenMemberAsync(patient["aster"], $"m{n}");
        var atBirch = await Alliance.GivenLinkAsync(patient["aster"], member, patient["birch"], $"m{n}");
        await Alliance.GivenConsentAsync(patient["aster"], member);
        await SendAsync(Order.Earn(member, 1000));
        await SendAsync(Order.Earn(atBirch, 1000, "birch"));
        return (member, atBirch);
    }

    private void Acknowledge(Order order)
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

    private static void Count(ConcurrentDictionary<string, int> counts, string what) => counts.AddOrUpdate(what, 1, (_, n) => n + 1);

    private static string Told(ConcurrentDictionary<string, int> counts) =>
        counts.IsEmpty ? "none" : string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));
}

/// <summary>One client: a random command after the other.</summary>
internal sealed class Teller(Load load, Random random)
{
    /// <summary>One command in so many is sent once, by a client that does not care.</summary>
    private const int Hasty = 10;

    private readonly Queue<string> redeemed = [];
    private readonly Queue<string> paid = [];
    private readonly Queue<string> held = [];
    private readonly Queue<string> authorized = [];
    private readonly Queue<string> converted = [];

    public async Task RunAsync()
    {
        while (!load.Stopping)
            await (random.Next(Hasty) == 0 ? load.SendOnceAsync(Order.Earn(Member().AtAster, random.Next(1, 100))) : NextAsync());
    }

    private Task NextAsync() => random.Next(100) < 30 ? NextExchangeAsync() : random.Next(100) switch
    {
        < 25 => KeepAsync(Order.Earn(Member().AtAster, random.Next(1, 200))),
        < 40 => KeepAsync(Order.Redeem(Member().AtAster, random.Next(1, 150)), a => redeemed.Enqueue(a.Told[0])),
        < 50 when redeemed.TryDequeue(out var journal) => AcceptedAsync(Order.Refund(journal)),
        < 65 => KeepAsync(Transfer()),
        < 75 => KeepAsync(Order.Pay(Member().AtBirch, random.Next(1, 150)), a => paid.Enqueue(a.Named("exchanges/"))),
        < 80 when paid.TryDequeue(out var exchange) => AcceptedAsync(Order.ReturnPayment(exchange)),
        < 90 => KeepAsync(Order.Hold(Member().AtAster, random.Next(2, 150)), a => held.Enqueue(a.Named("holds/"))),
        < 95 when held.TryDequeue(out var hold) => AcceptedAsync(
            Order.Capture(hold, 1, Ledger.V1.CaptureRest.Keep), Order.Capture(hold, 0, Ledger.V1.CaptureRest.Release)),
        _ when held.TryDequeue(out var hold) => AcceptedAsync(Order.Release(hold)),
        _ => KeepAsync(Order.Earn(Member().AtAster, random.Next(1, 200))),
    };

    /// <summary>Of several coins, so that parts and what is left always move some.</summary>
    private Task NextExchangeAsync() => random.Next(100) switch
    {
        < 12 => QuoteAndPayAsync(Member().AtBirch, random.Next(10, 200)),
        < 25 => KeepAsync(Order.PayFromAny(Member().AtBirch, random.Next(10, 200)), a => paid.Enqueue(a.Named("exchanges/"))),
        < 50 => KeepAsync(Order.Authorize(Member().AtBirch, random.Next(10, 200)), a => authorized.Enqueue(a.Named("authorizations/"))),
        < 60 when authorized.TryDequeue(out var open) => AcceptedAsync(
            Order.CaptureAuthorized(open, 3, keepRest: true), Order.CaptureAuthorized(open, 0, keepRest: false)),
        < 65 when authorized.TryDequeue(out var open) => AcceptedAsync(
            Order.CaptureAuthorized(open, 3, keepRest: true), Order.ReleaseAuthorized(open)),
        < 70 when authorized.TryDequeue(out var open) => AcceptedAsync(Order.ReleaseAuthorized(open)),
        < 80 when converted.TryDequeue(out var exchange) => KeepAsync(Order.UndoConversion(exchange), or: "ALREADY_SPENT"),
        _ => KeepAsync(Order.Convert(Member().AtBirch, random.Next(1, 100)), a => converted.Enqueue(a.Named("exchanges/"))),
    };

    /// <summary>Whose member has too few coins, or too many open quotes, gets none.</summary>
    private async Task QuoteAndPayAsync(string memberAtBirch, long units)
    {
        if ((await load.SendAsync(Order.Quote(memberAtBirch, units))).Quote is { } quote)
            await KeepAsync(Order.PayByQuote(memberAtBirch, quote), a => paid.Enqueue(a.Named("exchanges/")));
    }

    /// <summary>Sends a command that the books may refuse, and remembers what it made.</summary>
    private async Task KeepAsync(Order order, Action<Answer>? keep = null, string or = "INSUFFICIENT_COINS")
    {
        var answer = await load.SendAsync(order);
        if (answer.Accepted)
            keep?.Invoke(answer);
        else
            Assert.Equal(or, answer.Told[0]);
    }

    /// <summary>Sends commands that the books cannot refuse.</summary>
    private async Task AcceptedAsync(params Order[] orders)
    {
        foreach (var order in orders)
        {
            var answer = await load.SendAsync(order);
            Assert.True(answer.Accepted, $"{answer.Told[0]}: {answer.Text}");
        }
    }

    private Order Transfer()
    {
        var from = random.Next(load.Members.Count);
        var to = (from + random.Next(1, load.Members.Count)) % load.Members.Count;
        return Order.Transfer(load.Members[from].AtAster, load.Members[to].AtAster, random.Next(1, 150));
    }

    private (string AtAster, string AtBirch) Member() => load.Members[random.Next(load.Members.Count)];
}
