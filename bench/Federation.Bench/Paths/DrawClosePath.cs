using System.Diagnostics;
using Federation.Client;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Bench;

/// <summary>A draw of a million tickets through the gateway, on PostgreSQL: ten thousand members with a hundred each.
/// What counts is the time of <c>CloseDraw</c>: which entries the ledger has, their numbers, and the root.</summary>
internal sealed class DrawClosePath(GrpcPaths host)
{
    public const int Holders = 10_000;
    private const int PerHolder = 100;
    private const int Callers = 64;
    private const string Draw = "partners/bench/draws/large";

    /// <summary>Each member takes its tickets.</summary>
    public async Task PrepareAsync()
    {
        var now = (await host.Brand.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();
        await host.Brand.Draws.CreateDrawAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/bench",
            DrawId = "large",
            Terms = new DrawTerms
            {
                Title = new LocalizedText { En = "A large draw" },
                Prizes = { new DrawPrize { Title = new LocalizedText { En = "A bell" }, Count = 1000 } },
                WinsPerHolder = 1,
                TicketsPerMember = PerHolder,
                CloseTime = now.AddDays(1).ToTimestamp(),
                PublicValueName = "The lottery of tomorrow",
            },
        });
        await Parallel.ForEachAsync(
            host.Members, new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (member, cancel) => await host.Brand.Draws.EnterDrawAsync(
                new() { RequestId = RequestIds.New(), Name = Draw, Member = member, Tickets = PerHolder },
                cancellationToken: cancel));
    }

    /// <summary>How many tickets were closed a second.</summary>
    public async Task<double> RunAsync()
    {
        using var admin = host.As("admin");
        var now = (await admin.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();
        await admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = now.AddDays(1).ToTimestamp() });
        var watch = Stopwatch.StartNew();
        var closed = (await host.Brand.Draws.CloseDrawAsync(
            new() { RequestId = RequestIds.New(), Name = Draw })).Draw;
        return closed is { State: DrawState.Closed, Tickets: Holders * PerHolder }
            ? closed.Tickets / watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"The draw is {closed.State} with {closed.Tickets} tickets.");
    }
}
