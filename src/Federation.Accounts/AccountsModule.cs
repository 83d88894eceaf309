using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts;

/// <summary>Members, their links with brands, their consents, and the codes that they show.</summary>
public static class AccountsModule
{
    public const string Name = "accounts";

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddModuleDb<AccountsDb, SqliteAccountsDb, PostgresAccountsDb, SqlServerAccountsDb>(deployment, Name);
        services.AddPeer<PostingService.PostingServiceClient>(Name, "ledger");
        services.AddSingleton<Codes>();
        services.AddSingleton<PayCodeUses>();
        services.AddSingleton<PayCodeWatchers>();
        services.AddScoped<WalletNotices>();
        services.AddSingleton<WalletNoticeSweep>();
        services.AddHostedService(p => p.GetRequiredService<WalletNoticeSweep>());
        services.AddTableSweep<AccountsDb, ClosureSweep>();
        services.AddTableSweep<AccountsDb, LinkCodeSweep>();
        services.AddTableSweep<AccountsDb, PayCodeSweep>();
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section)
            .Validate(AccountsOptions.IsLife(o => o.LinkCodeLife), "Accounts:LinkCodeLife must be 1 second to 1 day.")
            .Validate(AccountsOptions.IsLife(o => o.PayCodeLife), "Accounts:PayCodeLife must be 1 second to 1 day.")
            .ValidateDataAnnotations().ValidateOnStart();
    }

    public static void Map(WebApplication app)
    {
        app.MapModuleService<MemberService>();
        app.MapModuleService<ConsentService>();
        app.MapModuleService<MembershipService>();
    }
}
