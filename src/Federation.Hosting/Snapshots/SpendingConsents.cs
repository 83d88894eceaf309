using Federation.Accounts.Internal.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>Asks the accounts module what tills may do with members' coins. Who asks at the same time is answered by
/// one call.</summary>
public sealed class SpendingConsents
{
    private const string Accounts = "accounts";
    private const int MaxRequests = 500;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly ConsentService.ConsentServiceClient accounts;
    private readonly Batcher<ResolveSpendingRequest, ResolveSpendingResponse> batcher;

    public SpendingConsents(ConsentService.ConsentServiceClient accounts)
    {
        this.accounts = accounts;
        batcher = new(ReadAsync, MaxRequests);
    }

    /// <summary>Registers the consents for a module, by its name.</summary>
    public static void Add(IServiceCollection services, string module)
    {
        services.AddPeer<ConsentService.ConsentServiceClient>(module, Accounts);
        services.AddKeyedSingleton(module, (provider, _) => new SpendingConsents(
            provider.GetRequiredKeyedService<ConsentService.ConsentServiceClient>(module)));
    }

    /// <param name="request">Of good form: it is asked together with others, who must not be refused for it.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public Task<ResolveSpendingResponse> ResolveAsync(ResolveSpendingRequest request, CancellationToken cancel) =>
        batcher.AskAsync(request, cancel);

    private async Task<IReadOnlyList<ResolveSpendingResponse>> ReadAsync(IReadOnlyList<ResolveSpendingRequest> requests)
    {
        var batch = new BatchResolveSpendingRequest();
        batch.Requests.AddRange(requests);
        // gRPC's deadlines are wall-clock times of this process.
        return (await accounts.BatchResolveSpendingAsync(batch, deadline: DateTime.UtcNow + CallLimit)).Responses;
    }
}
