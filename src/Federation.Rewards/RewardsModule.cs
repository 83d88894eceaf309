using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Messages.Internal.V1;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>What brands give for their coins, and what was redeemed. Needs the partners, the accounts, the ledger and,
/// for members' levels and coupons, the programmes; for checks of a change of contact, the messages.</summary>
public static class RewardsModule
{
    public const string Name = "rewards";

    private const string Programs = "programs";
    private const string Messages = "messages";

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddModuleDb<RewardsDb, SqliteRewardsDb, PostgresRewardsDb, SqlServerRewardsDb>(deployment, Name);
        services.AddSingleton<CodeSeal>();
        services.AddSingleton<RewardReader>();
        services.AddScoped<CodePool>();
        services.AddScoped<MemberLevels>();
        services.AddScoped<RewardCoupons>();
        services.AddScoped<RedemptionBook>();
        services.AddScoped<RedemptionDecisions>();
        services.AddSingleton<RedemptionRows>();
        services.AddTableSweep<RewardsDb, RedemptionSweep>();
        services.AddTableSweep<RewardsDb, HeldSweep>();
        services.AddSingleton<DrawSeal>();
        services.AddScoped<DrawTickets>();
        services.AddScoped<DrawBook>();
        services.AddScoped<DrawClosing>();
        services.AddScoped<DrawCancelling>();
        services.AddScoped<DrawDelivery>();
        services.AddScoped<DrawPassing>();
        services.AddTableSweep<RewardsDb, DrawSweep>();
        services.AddTableSweep<RewardsDb, ClaimSweep>();
        services.AddPeer<PostingService.PostingServiceClient>(Name, "ledger");
        services.AddPeer<MemberProgramService.MemberProgramServiceClient>(Name, Programs);
        services.AddPeer<CouponIssueService.CouponIssueServiceClient>(Name, Programs);
        if (deployment.Peers.ContainsKey(Messages))
            services.AddPeer<ContactChangeService.ContactChangeServiceClient>(Name, Messages);
        services.AddSingleton(p => new ContactChanges(
            p.GetKeyedService<ContactChangeService.ContactChangeServiceClient>(Name)));
        SpendingConsents.Add(services, Name);
        TallyReader.Add(services, Name);
    }

    public static void Map(WebApplication app)
    {
        app.MapModuleService<RewardService>();
        app.MapModuleService<DrawService>();
        app.MapModuleService<TicketIssueService>();
        app.MapModuleService<PrizeOfferService>();
    }
}
