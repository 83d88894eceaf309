using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger.Tests;

/// <summary>A partner's system: sends commands to any node, and the same again until it is answered or it gives
/// up.</summary>
internal sealed class SimulatedClient(
    VirtualWorld world, IReadOnlyList<SimulatedNode> nodes, StepCommands commandsOf, string name)
{
    private static readonly string[] Wallets = ["ann", "ann", "bob", "cid", "dan", "ann.birch", "bob.birch"];
    private static readonly string[] PartOps =
        ["earn", "redeem", "hold", "capture", "release", "clawback", "refund"];
    private readonly SimulatedProgram program = new(world);
    private readonly int bundles = world.Happens(200) ? 700 : 100;
    private readonly List<Step> accepted = [];

    public List<Sent> All { get; } = [];

    public async Task RunAsync(int submissions)
    {
        for (var i = 0; i < submissions; i++)
        {
            await world.PauseAsync(TimeSpan.FromMilliseconds(world.Chance.Next(0, 400)));
            var sent = Next(i);
            All.Add(sent);
            if (world.Happens(100))
                await AttemptAsync(sent, dryRun: true);
            for (var attempt = 0; attempt < 6 && !await AttemptAsync(sent, dryRun: false); attempt++)
                await world.PauseAsync(TimeSpan.FromMilliseconds(world.Chance.Next(50, 3000)));
            for (var at = 0; at < sent.Steps.Count; at++)
                if (!sent.Atomic && sent.Answers[at] is null && sent.Steps[at].NotAfter is { } notAfter
                    && world.Happens(700))
                    await FenceAsync(sent, at, notAfter.From(world.Now));
        }
    }

    /// <summary>Asks what became of a command once its time has passed: attempts of it may still be under way on any
    /// node.</summary>
    private async Task FenceAsync(Sent sent, int at, DateTimeOffset notAfter)
    {
        if (notAfter >= world.Now)
            await world.PauseAsync(notAfter - world.Now + TimeSpan.FromMilliseconds(1));
        var step = sent.Steps[at];
        var id = StepCommands.IdOf(step.Request);
        var fence = Command.Fence.Of(Principal.Parse("partners/" + step.By), id, notAfter, DateTimeOffset.MaxValue);
        sent.NeverTaken = false;
        try
        {
            var node = nodes[world.Chance.Next(nodes.Count)];
            if (await node.SubmitAsync([fence], false, dryRun: false) is not [var posted])
                return;
            if (posted.Refusal?.Reason == ErrorReason.OutcomeNotFound)
                throw new InvalidOperationException(
                    $"{step} was asked for after its time, and answered '{posted.Refusal.Message}'.");
            sent.Fenced[at] = posted.Refusal?.Reason == ErrorReason.NotAfterPassed;
            if (posted.Refusal is null or { Reason: ErrorReason.NotAfterPassed })
                Note(sent, at, posted);
        }
        catch (RefusalException e) when (
            e.Refusal.Reason is ErrorReason.OutcomeUnknown or ErrorReason.QueueFull or ErrorReason.ModuleUnreachable)
        {
            // It is not known whether the fence stands.
        }
    }

    /// <summary>Sends it once to any node; whether each command has its final answer.</summary>
    public async Task<bool> AttemptAsync(Sent sent, bool dryRun)
    {
        var node = nodes[world.Chance.Next(nodes.Count)];
        var commands = sent.Steps.Select(s => CommandOf(s, node.Now)).ToList();
        try
        {
            var answer = await node.SubmitAsync(commands, sent.Atomic, dryRun);
            if (answer is null)
                sent.NeverTaken &= dryRun;
            else if (!dryRun)
                Note(sent, answer);
        }
        catch (RefusalException e) when (e.Refusal.Reason is ErrorReason.OutcomeUnknown)
        {
            sent.NeverTaken &= dryRun;
        }
        catch (RefusalException e) when (
            e.Refusal.Reason is ErrorReason.QueueFull or ErrorReason.DeadlinePassed or ErrorReason.ModuleUnreachable)
        {
            // Some of it may have gone to another writer of the node.
            sent.NeverTaken &= dryRun || sent.Steps.Count == 1;
        }
        catch (InvalidOperationException) when (sent.Steps[0].Op == "unspecified")
        {
            return true;
        }
        return sent.Answers.Take(sent.IsBundle ? 1 : sent.Answers.Length).All(a => a is not null);
    }

    /// <summary>Where the first refusal of an atomic batch is one for now, the others leave no trace, and next time
    /// another may be the first.</summary>
    private void Note(Sent sent, IReadOnlyList<CommandOutcome> answer)
    {
        var culprit = sent.Atomic
            ? answer.FirstOrDefault(p => p.Refusal is { Reason: not ErrorReason.BatchAborted })?.Refusal?.Reason : null;
        // What a programme decides now may have other parts: those that were booked are in the books. Of a bundle that
        // was refused only the head has an outcome.
        if (sent.IsBundle && (answer[0].Replayed || answer[0].Journal is null))
            answer = [answer[0], .. answer[0].Journal is null ? [] : sent.Steps.Skip(1).Select(commandsOf.OutcomeOf)];
        for (var i = 0; culprit != ErrorReason.Contended && i < answer.Count; i++)
            Note(sent, i, answer[i]);
    }

    /// <summary>The final answer must always be the same.</summary>
    private void Note(Sent sent, int at, CommandOutcome posted)
    {
        sent.NeverTaken = false;
        // One writer of the node has not decided its part; the others' stands.
        if (posted.Refusal?.Reason is ErrorReason.Contended or ErrorReason.OutcomeUnknown or ErrorReason.QueueFull
            or ErrorReason.DeadlinePassed or ErrorReason.ModuleUnreachable)
            return;
        var answer = posted.Refusal is { } refusal ? $"{Refusal.NameOf(refusal.Reason)} {refusal.Message}"
            : $"ok {posted.Journal!.Id}";
        if (sent.Answers[at] is { } first && first != answer)
            throw new InvalidOperationException($"{sent.Steps[at]} was answered '{first}', then '{answer}'.");
        if (sent.Answers[at] is null && posted.Journal is not null)
            accepted.Add(sent.Steps[at]);
        sent.Answers[at] = answer;
    }

    private Command CommandOf(Step step, DateTimeOffset now) => commandsOf.Of(step, now).Carrying(e => e with
    {
        Deadline = step.Request.EndsWith('d') ? now + TimeSpan.FromMilliseconds(world.Chance.Next(2000))
            : DateTimeOffset.MaxValue,
    });

    private Sent Next(int number)
    {
        if (world.Happens(20))
            return new Sent([new Step("unspecified", $"{name}{number}", "ann", 1)], false);
        if (world.Happens(bundles))
            return program.Next($"{name}{number}", NextPart);
        var count = world.Happens(250) ? world.Chance.Next(2, 5) : 1;
        var steps = Enumerable.Range(0, count)
            .Select(i => NextStep($"{name}{number}-{i}{(world.Happens(100) ? "d" : "")}")).ToList();
        return new Sent(steps, count > 1 && world.Happens(600));
    }

    private Step NextPart(string request)
    {
        for (; ; )
            if (NextStep(request) is { Pays: false, NotAfter: null } step && PartOps.Contains(step.Op))
                return step;
    }

    private Step NextStep(string request)
    {
        var step = new Step("earn", request, Wallets[world.Chance.Next(Wallets.Length)], world.Chance.Next(1, 100));
        if (world.Happens(30))
            step = step with
            {
                NotAfter = new When(
                world.Now + TimeSpan.FromMilliseconds(world.Chance.Next(3000)), TimeSpan.Zero)
            };
        return world.Chance.Next(17) switch
        {
            0 or 1 => step with { Op = "redeem" },
            2 => step with { Op = "clawback" },
            3 => step with { Op = "adjust", Units = world.Chance.Next(2) == 0 ? step.Units : -step.Units },
            4 => step with
            {
                Op = "gift",
                To = step.Wallet.EndsWith("birch", StringComparison.Ordinal) ? "bob.birch"
                : "dan"
            },
            5 => step with { Op = "hold", For = TimeSpan.FromSeconds(world.Chance.Next(1, 120)) },
            6 => About(step with { Op = "capture", Units = 0 }, "hold"),
            7 => About(step with { Op = "release", Units = 0 }, "hold"),
            8 => About(step with { Op = "refund" }, "redeem", "capture", "exchange"),
            9 => About(step with { Op = "reverse" }, "earn", "clawback", "adjust", "gift", "redeem"),
            10 => step with
            {
                Op = "exchange",
                By = "birch",
                Made = 5,
                Uses = world.Happens(500)
                ? $"code{world.Chance.Next(6)}" : null
            },
            11 => About(step, "redeem", "capture", "exchange"),
            12 => HoldForPayment(step),
            13 => OfPayment(step, CapturePayment),
            14 => OfPayment(
                step, (hold, s) => s with { Op = "release", About = hold.Journal, By = "birch", Units = 0 }),
            _ => step,
        };
    }

    /// <summary>The exchange sets aside what both of a member's wallets give.</summary>
    private Step HoldForPayment(Step step)
    {
        var member = world.Happens(500) ? "ann" : "bob";
        return step with
        {
            Op = "hold",
            Pays = true,
            By = "birch",
            Wallet = member,
            Also = [(member + ".birch", world.Chance.Next(1, 20))],
            Made = world.Chance.Next(1, 60),
            For = TimeSpan.FromSeconds(world.Chance.Next(1, 120)),
            Planned = world.Happens(300),
        };
    }

    /// <summary>Takes a part, as far as this client knows what was taken before.</summary>
    private Step CapturePayment(Step hold, Step step) => step with
    {
        Op = "exchange",
        By = "birch",
        About = hold.Journal,
        Wallet = hold.Wallet,
        Units = world.Chance.NextInt64(1, hold.Made + hold.Also[0].Units + 1),
        Keep = world.Happens(700),
        Before = accepted.Where(s => s.Op == "exchange" && s.About == hold.Journal).Sum(s => s.Units),
    };

    private Step OfPayment(Step step, Func<Step, Step, Step> about)
    {
        var holds = accepted.Where(s => s.Pays).ToList();
        return holds.Count == 0 ? step : about(holds[world.Chance.Next(holds.Count)], step);
    }

    private Step About(Step step, params string[] ops)
    {
        var fitting = accepted.Where(s => ops.Contains(s.Op)).ToList();
        return fitting.Count == 0 ? step : step with { About = fitting[world.Chance.Next(fitting.Count)].Journal };
    }
}
