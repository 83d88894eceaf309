using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Partners;

/// <summary>
/// Brands, their coins and merchants, the directory of them that every module holds, and who gets a credential.
/// </summary>
public static class PartnersModule
{
    public const string Name = "partners";

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        builder.Services.AddModuleDb<PartnersDb, SqlitePartnersDb, PostgresPartnersDb,
            SqlServerPartnersDb>(deployment, Name);
        builder.Services.AddTableSweep<PartnersDb, RevokedClientSweep>();
        builder.Services.AddScoped<RefusedTokens>();
        builder.Services.AddPeer<ClientService.ClientServiceClient>(Name, "identity");
    }

    public static void Map(WebApplication app)
    {
        app.MapModuleService<PartnerService>();
        app.MapModuleService<CoinService>();
        app.MapModuleService<MerchantService>();
        app.MapModuleService<CredentialService>();
        app.MapModuleService<DirectoryService>();
    }
}
