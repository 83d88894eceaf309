using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Rewards.Internal.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Brands' programmes and their rule sets. Needs the
/// partners, the accounts and the ledger; asks the exchange
/// for on-values of coins, and the rewards for tickets of draws, where there are such.</summary>
public static class ProgramsModule
{
    public const string Name = "programs";

    private const string Exchange = "exchange";
    private const string Rewards = "rewards";

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddModuleDb<ProgramsDb, SqliteProgramsDb, PostgresProgramsDb, SqlServerProgramsDb>(deployment, Name);
        services.AddOptions<ProgramsOptions>().BindConfiguration(ProgramsOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        if (deployment.Peers.ContainsKey(Exchange))
            services.AddPeer<BoardService.BoardServiceClient>(Name, Exchange);
        if (deployment.Peers.ContainsKey(Rewards))
            services.AddPeer<TicketIssueService.TicketIssueServiceClient>(Name, Rewards);
        services.AddSingleton(p => new OrderTickets(
            p.GetKeyedService<TicketIssueService.TicketIssueServiceClient>(Name)));
        services.AddSingleton(p => new CoinWorths(p.GetKeyedService<BoardService.BoardServiceClient>(Name)));
        services.AddSingleton<PublishedRuleSets>();
        TallyReader.Add(services, Name);
        services.AddSingleton<Offers>();
        services.AddSingleton<CouponCodes>();
        services.AddSingleton<OrderRecords>();
        services.AddScoped<CouponBook>();
        services.AddScoped<CouponDefinitions>();
        services.AddScoped<OrderBooks>();
        services.AddScoped<CaseBook>();
        services.AddSingleton<MemberTallies>();
        services.AddSingleton<MemberBook>();
        services.AddTableSweep<ProgramsDb, UnpaidOrderSweep>();
        services.AddTableSweep<ProgramsDb, RecordSweep>();
        services.AddTableSweep<ProgramsDb, CorrectionSweep>();
        services.AddTableSweep<ProgramsDb, BuyerSweep>();
        services.AddTableSweep<ProgramsDb, ReferralSweep>();
        services.AddTableSweep<ProgramsDb, CaseSweep>();
        services.AddTableSweep<ProgramsDb, NightSweep>();
        services.AddSingleton<ReferralCodes>();
        services.AddSingleton<OpenSimulations>();
        services.AddSingleton<OrderStreams>();
        services.AddPeer<PostingService.PostingServiceClient>(Name, "ledger");
        SpendingConsents.Add(services, Name);
    }

    public static void Map(WebApplication app)
    {
        app.MapModuleService<ProgramService>();
        app.MapModuleService<CheckoutService>();
        app.MapModuleService<EventService>();
        app.MapModuleService<ReferralService>();
        app.MapModuleService<CaseService>();
        app.MapModuleService<CouponService>();
        app.MapModuleService<CouponIssueService>();
        app.MapModuleService<MemberCouponService>();
        app.MapModuleService<MemberProgramService>();
        app.MapModuleService<CorrectionService>();
    }
}
