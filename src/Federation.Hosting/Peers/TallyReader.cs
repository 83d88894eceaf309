using Federation.Ledger.Internal.V1;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Federation.Hosting;

/// <summary>Reads tallies from the ledger. Who asks at the same time is answered by one call.</summary>
public sealed class TallyReader
{
    // As many as the ledger reads at once.
    private const int TalliesPerCall = 500;
    private const int MostTogether = 64;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly PostingService.PostingServiceClient posting;
    private readonly Batcher<IReadOnlyList<ByteString>, IReadOnlyList<long>> batcher;

    public TallyReader(PostingService.PostingServiceClient posting)
    {
        this.posting = posting;
        batcher = new(ReadTogetherAsync, MostTogether);
    }

    /// <summary>One for all modules of a process that read tallies, with the connection of the first.</summary>
    /// <param name="services">The process's.</param>
    /// <param name="module">The name of a module that has the ledger as a peer.</param>
    public static void Add(IServiceCollection services, string module) => services.TryAddSingleton(
        p => new TallyReader(p.GetRequiredKeyedService<PostingService.PostingServiceClient>(module)));

    /// <summary>Their values, in order.</summary>
    public async Task<IReadOnlyList<long>> ReadAsync(IReadOnlyList<ByteString> tallies, CancellationToken cancel) =>
        tallies.Count == 0 ? [] : await batcher.AskAsync(tallies, cancel);

    private async Task<IReadOnlyList<IReadOnlyList<long>>> ReadTogetherAsync(
        IReadOnlyList<IReadOnlyList<ByteString>> asked)
    {
        var values = new Dictionary<ByteString, long>();
        foreach (var some in asked.SelectMany(a => a).Distinct().Chunk(TalliesPerCall))
        {
            var request = new ReadForPlanRequest();
            request.Tallies.AddRange(some);
            // gRPC's deadlines are wall-clock times of this process.
            var read = await posting.ReadForPlanAsync(request, deadline: DateTime.UtcNow + CallLimit);
            foreach (var (tally, units) in some.Zip(read.Tallies))
                values[tally] = units;
        }
        return [.. asked.Select(a => (IReadOnlyList<long>)[.. a.Select(t => values[t])])];
    }
}
