using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    private static readonly TimeSpan LongestSimulated = TimeSpan.FromDays(400);

    // So often the caller is told at most how far it is.
    private static readonly TimeSpan StepPause = TimeSpan.FromMilliseconds(300);

    public override async Task SimulateRuleSet(
        SimulateRuleSetRequest request, IServerStreamWriter<SimulateRuleSetResponse> responseStream,
        ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var name = form.RuleSet(request.Name, "name");
        var (from, to) = form.Period(request.FromTime, request.ToTime, LongestSimulated);
        form.Done();

        using var place = simulations.Open(caller.Principal);
        var cancel = context.CancellationToken;
        var found = await FindAsync(name, caller, await clock.NowAsync(cancel), cancel);
        var simulation = await SimulationOfAsync(found, context);
        await records.NotedAsync(cancel);
        var orders = new RecordedOrders(db, name.Program, from, to);
        // It computes for long, and SQLite reads within the call: it has a thread of its own.
        var report = await Task.Run(
            () => ReplayAsync(
                orders, simulation, s => responseStream.WriteAsync(new SimulateRuleSetResponse { Step = s }, cancel),
                cancel),
            cancel);
        await responseStream.WriteAsync(new SimulateRuleSetResponse { Report = report }, cancel);
    }

    /// <summary>The simulation of a rule set, before the first order. RULE_SET_UNSAFE.</summary>
    private async Task<Simulation> SimulationOfAsync(ShownRuleSet found, ServerCallContext context)
    {
        var terms = found.Terms();
        var worth = await worths.OfAsync(terms, context.CancellationToken);
        // What was proposed has passed the guard; on today's board it need not pass again.
        if (found.Row.IsDraft && Unsafe(found.Row.Name, await GuardAsync(terms, worth, context), "simulated") is
            { } refusal)
            throw new RefusalException(refusal);
        return await Task.Run(
            () => new Simulation(CompiledRuleSet.Of(found.Row.Name.ToString(), terms), worth),
            context.CancellationToken);
    }

    private async Task<SimulationReport> ReplayAsync(
        RecordedOrders orders, Simulation simulation, Func<SimulationStep, Task> tellAsync, CancellationToken cancel)
    {
        await tellAsync(new SimulationStep());
        var (done, total) = (0L, await orders.CountAsync(cancel));
        var told = time.GetTimestamp();
        await foreach (var record in orders.ReadAsync(cancel))
        {
            simulation.Add(record);
            done++;
            cancel.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(told) < StepPause)
                continue;
            told = time.GetTimestamp();
            await tellAsync(new SimulationStep { Done = done, Total = total });
        }
        return simulation.Report();
    }
}
