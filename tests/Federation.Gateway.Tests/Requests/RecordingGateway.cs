using Federation.Gateway.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway.Tests;

/// <summary>A gateway that records calls, in a database of its own.</summary>
internal sealed class RecordingGateway : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-gateway-").FullName;

    public RunningGateway Gateway { get; private set; } = null!;

    public static async Task<RecordingGateway> StartedAsync(bool inProcess = false, int perSecond = 1000)
    {
        var recording = new RecordingGateway();
        recording.Gateway = await RunningGateway.StartedAsync(
            new()
            {
                ["Gateway:KeepRequests"] = "true",
                ["Gateway:KeptRequestsPerSecond"] = perSecond.ToString(
                    System.Globalization.CultureInfo.InvariantCulture),
            },
            (deployment, _) => deployment.DataDirectory = recording.folder, inProcess: inProcess);
        return recording;
    }

    public string Token(string principal, Role role, string client = "a-client") => Gateway.Authority.Token(
        principal, role: role, scope: "ledger.earn ledger.redeem requests.read", client: client);

    public string Brand(string id = "aster") => Token("partners/" + id, Role.PartnerService, id + "-till");

    public string Admin => Token("admins/ada", Role.AllianceAdmin);

    public LedgerService.LedgerServiceClient LedgerAs(string token) => new(Gateway.As(token));

    public V1.RequestService.RequestServiceClient As(string token) => new(Gateway.As(token));

    /// <summary>Waits until all calls that ended are written, and lists those about the ledger.</summary>
    public async Task<ListRequestsResponse> ListAsync(string token, ListRequestsRequest? request = null)
    {
        await FlushAsync();
        var answer = await As(token).ListRequestsAsync(
            request ?? new(), cancellationToken: TestContext.Current.CancellationToken);
        var own = answer.Requests.Where(r => r.Method.Contains("RequestService", StringComparison.Ordinal)).ToList();
        foreach (var call in own)
            answer.Requests.Remove(call);
        return answer;
    }

    public async Task FlushAsync()
    {
        await Gateway.IdleAsync();
        Assert.True(await Gateway.Services.GetRequiredService<RequestWriter>().FlushAsync(
            withGaps: true, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
