using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Exchange;

/// <summary>Rate boards and payments across brands. Needs the ledger, the accounts and the partners.</summary>
public static class ExchangeModule
{
    public const string Name = "exchange";

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddModuleDb<ExchangeDb, SqliteExchangeDb, PostgresExchangeDb, SqlServerExchangeDb>(deployment, Name);
        services.AddOptions<ExchangeOptions>().BindConfiguration(ExchangeOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                o => o.PayCodeAuthorization <= o.LongestPayCodeAuthorization
                && o.OptInAuthorization <= o.LongestOptInAuthorization,
                "An authorization's usual lifetime must not be longer than its longest.")
            .ValidateOnStart();
        services.AddPeer<PostingService.PostingServiceClient>(Name, "ledger");
        services.AddPeer<LedgerService.LedgerServiceClient>(Name, "ledger");
        SpendingConsents.Add(services, Name);
        services.AddSingleton<QuoteBook>();
        services.AddTableSweep<ExchangeDb, QuoteSweep>();
        services.AddSingleton<PublishedBoards>();
        services.AddSingleton<ExchangeFollower>();
        services.AddHostedService(p => p.GetRequiredService<ExchangeFollower>());
    }

    public static void Map(WebApplication app)
    {
        app.MapModuleService<BoardService>();
        app.MapModuleService<ExchangeService>();
    }
}
