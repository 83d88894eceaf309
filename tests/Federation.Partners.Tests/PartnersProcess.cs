using System.Text.Json;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity;
using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Federation.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Partners.Tests;

/// <summary>
/// Partners and identity in one process, with an admin and two brands, <c>aster</c> and <c>birch</c>.
/// </summary>
/// <param name="kind">The database.</param>
/// <param name="connections">At most so many in the pool; null: the driver's number.</param>
public abstract class PartnersProcess(DatabaseKind kind, int? connections = null) : IAsyncLifetime
{
    private TestDatabase? database;

    /// <summary>Why these tests cannot run here; null when they can.</summary>
    public string? Missing => TestDatabase.Missing(kind);

    public IdentityProcess Process { get; private set; } = null!;

    /// <summary>A token of ada's, an admin.</summary>
    public string Admin { get; private set; } = "";

    /// <summary>A token of ben's, an approver.</summary>
    public string Approver { get; private set; } = "";

    public string Aster { get; private set; } = "";

    public string Birch { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        database = await TestDatabase.CreateAsync(kind);
        Process = await IdentityProcess.StartAsync(database, PartnersModule.Add, PartnersModule.Map, connections);
        var path = await BootstrapCredentials.EnsureAsync(
            Process.Services, Process.Deployment, "http://tokens.example/");
        var alliance = JsonDocument.Parse(await File.ReadAllTextAsync(path)).RootElement.GetProperty("alliance");
        Admin = await SignInAsync(alliance.GetProperty("admin"));
        Approver = await SignInAsync(alliance.GetProperty("approver"));
        Aster = await RegisterAsync("aster");
        Birch = await RegisterAsync("birch");
    }

    /// <summary>Registers a brand and answers a token of its admin.</summary>
    public async Task<string> RegisterAsync(string id)
    {
        await Partners(Admin).RegisterPartnerAsync(
            new RegisterPartnerRequest { RequestId = NewId(), PartnerId = id, DisplayName = id });
        var made = await Credentials(Admin).CreateCredentialAsync(NewCredential("partners/" + id));
        return await Process.TokenAsync(made.Credential.ClientId, made.ClientSecret);
    }

    public static string NewId() => Guid.CreateVersion7().ToString();

    public static CreateCredentialRequest NewCredential(string parent) => new()
    {
        RequestId = NewId(),
        Parent = parent,
        DisplayName = "Back office",
        Role = CredentialRole.PartnerAdmin,
    };

    public V1.PartnerService.PartnerServiceClient Partners(string token) =>
        Process.Client<V1.PartnerService.PartnerServiceClient>(token);

    public V1.CoinService.CoinServiceClient Coins(string token) =>
        Process.Client<V1.CoinService.CoinServiceClient>(token);

    public V1.MerchantService.MerchantServiceClient Merchants(string token) =>
        Process.Client<V1.MerchantService.MerchantServiceClient>(token);

    public V1.CredentialService.CredentialServiceClient Credentials(string token) =>
        Process.Client<V1.CredentialService.CredentialServiceClient>(token);

    public async Task<GetDirectoryResponse> DirectoryAsync(long known = 0) =>
        await Process.AsModule<Internal.V1.DirectoryService.DirectoryServiceClient>("ledger")
            .GetDirectoryAsync(new GetDirectoryRequest { KnownVersion = known });

    /// <summary>Makes a command's record older by <paramref name="span"/>.</summary>
    public async Task AgeCommandAsync(string requestId, TimeSpan span)
    {
        await using var scope = Process.Services.CreateAsyncScope();
        var time = DateTimeOffset.UtcNow - span;
        var aged = await scope.ServiceProvider.GetRequiredService<PartnersDb>().Commands
            .Where(c => c.RequestId == Guid.Parse(requestId))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.CreateTime, time));
        Assert.Equal(1, aged);
    }

    /// <summary>Moves a revocation into the past, and says of how many rows.</summary>
    public async Task<int> AgeRevocationAsync(string clientId, TimeSpan span)
    {
        await using var scope = Process.Services.CreateAsyncScope();
        var time = DateTimeOffset.UtcNow - span;
        return await scope.ServiceProvider.GetRequiredService<PartnersDb>().RevokedClients
            .Where(c => c.ClientId == clientId).ExecuteUpdateAsync(c => c.SetProperty(x => x.Time, time));
    }

    /// <summary>What every process does once a second.</summary>
    public Task ReadDirectoryAsync() => Process.Services.GetRequiredService<PartnerDirectory>()
        .FreshAsync(TestContext.Current.CancellationToken);

    /// <summary>What the module's sweeper does in one turn.</summary>
    public Task SweepAsync() => Process.Services.GetRequiredService<TableSweeper<PartnersDb>>()
        .TurnAsync(TestContext.Current.CancellationToken);

    private Task<string> SignInAsync(JsonElement credential) => Process.TokenAsync(
        credential.GetProperty("client_id").GetString()!, credential.GetProperty("client_secret").GetString()!);

    public static async Task<Refusal> RefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refusal = Refusal.From(await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync));
        Assert.Equal(reason, refusal?.Reason);
        return refusal!;
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqlitePartnersProcess() : PartnersProcess(DatabaseKind.Sqlite);

public sealed class PostgresPartnersProcess() : PartnersProcess(DatabaseKind.Postgres);

/// <summary>With fewer connections than commands that come at once.</summary>
public sealed class NarrowPartnersProcess() : PartnersProcess(DatabaseKind.Postgres, connections: 4);

public sealed class SqlServerPartnersProcess() : PartnersProcess(DatabaseKind.SqlServer);
