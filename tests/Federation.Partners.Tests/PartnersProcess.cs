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
public abstract class PartnersProcess(DatabaseKind kind) : IAsyncLifetime
{
    private TestDatabase? database;

    /// <summary>Why these tests cannot run here; null when they can.</summary>
    public string? Missing => TestDatabase.Missing(kind);

    public IdentityProcess Process { get; private set; } = null!;

    public string Admin { get; private set; } = "";

    public string Aster { get; private set; } = "";

    public string Birch { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        database = await TestDatabase.CreateAsync(kind);
        Process = await IdentityProcess.StartAsync(database, PartnersModule.Add, PartnersModule.Map);
        var path = await BootstrapCredentials.EnsureAsync(
            Process.Services, Process.Deployment, "http://tokens.example/");
        var admin = JsonDocument.Parse(await File.ReadAllTextAsync(path)).RootElement.GetProperty(
            "alliance").GetProperty("admin");
        Admin = await Process.TokenAsync(
            admin.GetProperty("client_id").GetString()!, admin.GetProperty("client_secret").GetString()!);
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
        RequestId = NewId(), Parent = parent, DisplayName = "Back office", Role = CredentialRole.PartnerAdmin,
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

    /// <summary>Leaves the partners module as it is when it stopped before a command's record was committed.</summary>
    public async Task ForgetAsync(string requestId)
    {
        var id = Guid.Parse(requestId);
        await using var scope = Process.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PartnersDb>();
        await db.Commands.Where(c => c.RequestId == id).ExecuteDeleteAsync();
        await db.CredentialClaims.Where(c => c.RequestId == id).ExecuteDeleteAsync();
    }

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

public sealed class SqlServerPartnersProcess() : PartnersProcess(DatabaseKind.SqlServer);
