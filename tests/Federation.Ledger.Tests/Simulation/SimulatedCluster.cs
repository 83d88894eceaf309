using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger.Tests;

/// <summary>Some nodes over one database, and clients that retry, while everything fails that can. At the end the
/// faults end, and what everybody was told must be what the books say.</summary>
internal sealed class SimulatedCluster : IDisposable
{
    private const long MaxSteps = 2_000_000;
    private static readonly Dictionary<string,
        CoinRule> Rules = new() { ["aster"] = new(Days: 1), ["birch"] = new(Activity: 1, Grace: 1) };
    private readonly VirtualWorld world;
    private readonly MemoryBooks books = new();
    private readonly SimulatedDatabase database;
    private readonly List<SimulatedNode> nodes;
    private readonly List<SimulatedClient> clients;
    private readonly BooksProof proof;
    private readonly LedgerMeter meter = new();
    private readonly bool skewed;
    private FaultRates faults;

    public SimulatedCluster(int seed)
    {
        world = new VirtualWorld(seed);
        proof = new BooksProof(books);
        database = new SimulatedDatabase(world, books) { Committed = proof.Prove };
        faults = NextFaults();
        skewed = world.Happens(500);
        var policies = new CoinPolicies(Rules.ToDictionary(r => r.Key, r => r.Value.ToPolicy()));
        var options = new LedgerOptions
        {
            Writers = world.Chance.Next(1, 3),
            GroupSize = world.Chance.Next(1, 30),
            QueueCapacity = world.Happens(200) ? 20 : 1000,
            Attempts = world.Chance.Next(1, 7),
            SettleAttempts = world.Chance.Next(1, 9),
        };
        nodes = [.. Enumerable.Range(0, world.Chance.Next(1, 4)).Select(n => new SimulatedNode(
            world, database, () => policies, options, meter, () => faults, $"node {n}", NextSkew()))];
        var commandsOf = new StepCommands(books);
        clients = [.. Enumerable.Range(0, world.Chance.Next(2, 6))
            .Select(n => new SimulatedClient(world, nodes, commandsOf, $"c{n}-"))];
    }

    /// <summary>What was seen, for a comparison with another run of the same seed.</summary>
    public string Trace => $"{world.Steps} steps, {books.Groups.Count} groups, {nodes.Sum(n => n.Starts)} starts: "
        + string.Join(
            ", ", clients.SelectMany(c => c.All).SelectMany(s => s.Answers).Select(a => a?.Split(' ')[0] ?? "-"));

    /// <summary>How many commands have no final answer although the faults ended.</summary>
    public int Unanswered => clients.SelectMany(c => c.All).SelectMany(s => s.Answers).Count(a => a is null);

    public int Commands => clients.Sum(c => c.All.Sum(s => s.Steps.Count));

    /// <summary>Runs it to the end.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong.</exception>
    public void Run()
    {
        var main = new VirtualWorld.Place(world, "main");
        world.Run(main, PlayAsync, MaxSteps);
        // To a node a proof that fails is a commit without an answer: what was not proved is proved again.
        proof.Prove();
        proof.ProveTotals();
        RequireWhatWasTold();
        RequireWholeBundles();
        RequireWhatTheModelSays();
    }

    public void Dispose()
    {
        meter.Dispose();
        nodes.ForEach(n => n.Dispose());
    }

    private async Task PlayAsync()
    {
        using var stop = new CancellationTokenSource();
        foreach (var node in nodes)
            _ = node.RunAsync(stop.Token);
        var stopper = StopNodesNowAndThenAsync(stop.Token);
        await Task.WhenAll(clients.Select(c => c.RunAsync(world.Chance.Next(4, 16))));
        // The faults end; whoever was told something asks again and is told the same.
        faults = FaultRates.None;
        await world.PauseAsync(TimeSpan.FromSeconds(60));
        foreach (var client in clients)
            foreach (var sent in client.All.Where(s => s.Answers.Any(a => a is not null) || world.Happens(500)))
                for (var attempt = 0; attempt < 30 && !await client.AttemptAsync(sent, dryRun: false); attempt++)
                    await world.PauseAsync(TimeSpan.FromSeconds(1));
        await stop.CancelAsync();
        await stopper;
    }

    private async Task StopNodesNowAndThenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && faults != FaultRates.None)
        {
            await world.PauseAsync(TimeSpan.FromMilliseconds(world.Chance.Next(1000, 20_000)));
            if (faults.Crash > 0)
                nodes[world.Chance.Next(nodes.Count)].Stop();
        }
    }

    private TimeSpan NextSkew() => skewed switch
    {
        // A clock that is a year ahead or behind must not be felt either.
        true when world.Happens(200) => TimeSpan.FromDays(world.Chance.Next(-400, 400)),
        true => TimeSpan.FromMilliseconds(world.Chance.Next(-60_000, 60_000)),
        _ => TimeSpan.Zero,
    };

    private FaultRates NextFaults() => world.Chance.Next(6) switch
    {
        0 => new FaultRates(Stall: 20, Transient: 1),
        1 => new FaultRates(Stall: 5, LostAnswer: 100, LostRequest: 50),
        2 => new FaultRates(Crash: 10, Stall: 10),
        3 => new FaultRates(Transient: 150),
        _ => new FaultRates(world.Chance.Next(100), world.Chance.Next(60), world.Chance.Next(60), world.Chance.Next(60),
            world.Chance.Next(15)),
    };

    /// <summary>Acknowledged commands are there once, as they were acknowledged; what was never taken is not
    /// there.</summary>
    private void RequireWhatWasTold()
    {
        foreach (var sent in clients.SelectMany(c => c.All))
            for (var i = 0; i < sent.Steps.Count; i++)
            {
                var decision = books.Find(
                    Principal.Parse("partners/" + sent.Steps[i].By), StepCommands.IdOf(sent.Steps[i].Request));
                if (sent.Fenced[i] && decision?.Refusal?.Reason != ErrorReason.NotAfterPassed)
                    throw new InvalidOperationException(
                        $"{sent.Steps[i]} was answered that it never will be; the books have {decision?.Id}.");
                var there = decision is null ? null
                    : decision.Refusal is { } refusal ? Refusal.NameOf(refusal.Reason) + " " + refusal.Message
                    : $"ok {decision.Id}";
                if (sent.Answers[i] is { } told && told != there)
                    throw new InvalidOperationException(
                        $"{sent.Steps[i]} was answered '{told}'; the books say '{there}'.");
                if ((sent.NeverTaken || sent.Steps[i].Op == "unspecified") && there is not null)
                    throw new InvalidOperationException($"{sent.Steps[i]} was never taken; the books say '{there}'.");
            }
    }

    /// <summary>Of each bundle all is booked under its head, or nothing, and then no part has an outcome; no tally is
    /// out of bounds.</summary>
    private void RequireWholeBundles()
    {
        foreach (var sent in clients.SelectMany(c => c.All).Where(s => s.IsBundle))
        {
            var decisions = sent.Steps.Select(s => books.Find(
                Principal.Parse("partners/" + s.By), StepCommands.IdOf(s.Request))).ToList();
            var head = decisions[0]?.Journal?.Id;
            if (decisions.Skip(1).Any(d => head is null ? d is not null : d?.Journal?.Bundle != head))
                throw new InvalidOperationException($"The bundle of {sent.Steps[0]} is not whole.");
        }
        foreach (var (tally, (least, most)) in SimulatedProgram.Bounds)
            if (books.Tally(StepCommands.IdOf(tally)) is var units && (units < least || units > most))
                throw new InvalidOperationException($"The tally {tally} is {units}.");
    }

    /// <summary>The model, told the commands in the order of their commits, comes to the same outcomes and
    /// wallets.</summary>
    private void RequireWhatTheModelSays()
    {
        var steps = clients.SelectMany(c => c.All).SelectMany(s => s.Steps.Select(step => (Step: step, Sent: s)))
            .ToDictionary(s => (Principal.Parse("partners/" + s.Step.By), StepCommands.IdOf(s.Step.Request)));
        var names = steps.Values.SelectMany(s => s.Step.Debits.Select(d => d.Wallet).Append(s.Step.Wallet)).Distinct()
            .Where(w => books.WalletIds.ContainsKey(StepCommands.KeyOf(w)))
            .ToDictionary(w => books.WalletIds[StepCommands.KeyOf(w)]);
        var model = new ModelBooks(Rules);
        foreach (var group in books.Groups)
        {
            model.Clock = group.Time;
            foreach (var decision in group.Decisions)
            {
                // Perhaps of a command that left nothing else, because it was planned from wallets that had changed.
                if (decision.Command.Principal == Principal.Ledger)
                {
                    foreach (var wallet in decision.Journal!.Entries.Select(e => e.WalletId).OfType<Guid>().Distinct())
                        model.CatchUp(names[wallet], decision.Time);
                    continue;
                }
                if (decision.Command is Command.Fence)
                    continue;
                var (step, sent) = steps[(decision.Command.Principal, decision.Command.RequestId)];
                // Of an atomic batch that was refused nothing is left but the refusals.
                if (sent.Atomic && decision.Refusal is not null)
                    continue;
                // Wallets are made, and looked up, before the group's transaction.
                if (decision.Refusal?.Reason == ErrorReason.WalletNotFound)
                {
                    if (decision.Command is not Command.Refused)
                        model.CatchUp(step);
                    continue;
                }
                foreach (var wallet in step.Debits.Select(d => d.Wallet)
                    .Concat(new[] { step.Wallet, step.To }.OfType<string>())
                    .Where(w => books.WalletIds.ContainsKey(StepCommands.KeyOf(w))))
                    model.MakeWallet(wallet);
                var came = model.Replay(step, decision.Command is Command.Refused { Refusal: var found }
                    ? Refusal.NameOf(found.Reason) : null, decision.Journal?.Bundle is not null);
                var expected = decision.Refusal is { } refusal ? Refusal.NameOf(refusal.Reason) : "ok";
                // Two groups under way at once: this one had not seen that the code was used by the time it refused for
                // another reason.
                if (came == "PAY_CODE_USED" && expected != "ok")
                    continue;
                if (came != expected)
                    throw new InvalidOperationException($"{step} came to {expected}, the model says {came}.");
            }
        }
        RequireSameRows(model);
    }

    private void RequireSameRows(ModelBooks model)
    {
        foreach (var (name, wallet) in model.Wallets)
        {
            var row = books.Wallet(books.WalletIds[StepCommands.KeyOf(name)]);
            if ((row.Balance, row.Held, -row.Receivable, row.Version) != (
                wallet.Balance, wallet.Held, wallet.Owed, wallet.Version))
                throw new InvalidOperationException(
                    $"{name} has {row.Balance}, {row.Held} held, owes {-row.Receivable}, version {row.Version}; "
                    + $"the model says {wallet.Balance}, {wallet.Held}, {wallet.Owed}, {wallet.Version}.");
        }
        foreach (var tally in SimulatedProgram.Bounds.Keys)
            if (books.Tally(StepCommands.IdOf(tally)) is var units && units != model.Tallies.GetValueOrDefault(tally))
                throw new InvalidOperationException(
                    $"{tally} is {units}; the model says {model.Tallies.GetValueOrDefault(tally)}.");
    }
}
