using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts;

/// <summary>Asks the ledger which pay codes were used, and by what. Who asks at the same time is answered by one
/// call.</summary>
internal sealed class PayCodeUses
{
    private const int MaxKeys = 500;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly PostingService.PostingServiceClient ledger;
    private readonly Batcher<string, ConsumedKey?> batcher;

    public PayCodeUses([FromKeyedServices(AccountsModule.Name)] PostingService.PostingServiceClient ledger)
    {
        this.ledger = ledger;
        batcher = new(ReadAsync, MaxKeys);
    }

    /// <summary>What used the code with this hash; null where nothing did.</summary>
    public Task<ConsumedKey?> FindAsync(byte[] hash, CancellationToken cancel) =>
        batcher.AskAsync(Codes.Consumes(hash), cancel);

    private async Task<IReadOnlyList<ConsumedKey?>> ReadAsync(IReadOnlyList<string> keys)
    {
        var request = new FindConsumedRequest();
        request.Keys.Add(keys.Distinct(StringComparer.Ordinal));
        // gRPC's deadlines are wall-clock times of this process.
        var found = await ledger.FindConsumedAsync(request, deadline: DateTime.UtcNow + CallLimit);
        var byKey = found.Consumed.ToDictionary(c => c.Key, StringComparer.Ordinal);
        return [.. keys.Select(byKey.GetValueOrDefault)];
    }
}
