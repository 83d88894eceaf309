using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.Internal.V1;
using Federation.Rewards.Internal.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>What brands tell their members, and how it reaches them. Needs the partners, the accounts and the
/// ledger; asks the programmes for coupons, and the rewards who has won in draws, where there are such.</summary>
public static class MessagesModule
{
    public const string Name = "messages";

    private const string Programs = "programs";
    private const string Rewards = "rewards";

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddModuleDb<MessagesDb, SqliteMessagesDb, PostgresMessagesDb, SqlServerMessagesDb>(deployment, Name);
        services.AddOptions<MessagesOptions>().BindConfiguration(MessagesOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                o => o.Smtp?.Problems("Messages:Smtp").Any() != true,
                "Messages:Smtp needs a Host, a Port, a From, and a password where there is a UserName; StartTls may be "
                + "false for a server on this machine alone.")
            .Validate(
                o => deployment.Sandbox || !o.AllowPrivateGateways,
                "Messages:AllowPrivateGateways is for sandboxes alone.")
            .ValidateOnStart();
        services.AddPeer<PostingService.PostingServiceClient>(Name, "ledger");
        SpendingConsents.Add(services, Name);
        services.AddSingleton<ContactSeal>();
        services.AddSingleton<HeldMessages>();
        services.AddSingleton<GatewaySecrets>();
        services.AddSingleton<GatewayConnections>();
        services.AddSingleton<MessageMaker>();
        services.AddSingleton<MailChannel>();
        services.AddSingleton<GatewayChannel>();
        services.AddSingleton<DeliverySender>();
        services.AddTableSweep<MessagesDb, DigestSweep>();
        services.AddTableSweep<MessagesDb, MessageSweep>();
        services.AddTableSweep<MessagesDb, ContactSweep>();
        services.AddTableSweep<MessagesDb, CoinReminderSweep>();
        services.AddTableSweep<MessagesDb, NoticeSweep>();
        services.AddSingleton<LinkedMembers>();
        services.AddSingleton<MessageWriter>();
        if (deployment.Peers.ContainsKey(Rewards))
        {
            services.AddPeer<PrizeOfferService.PrizeOfferServiceClient>(Name, Rewards);
            services.AddTableSweep<MessagesDb, PrizeSweep>();
            services.AddTableSweep<MessagesDb, PrizeReminderSweep>();
        }
        if (deployment.Peers.ContainsKey(Programs))
        {
            services.AddPeer<MemberCouponService.MemberCouponServiceClient>(Name, Programs);
            services.AddTableSweep<MessagesDb, CouponSweep>();
            services.AddTableSweep<MessagesDb, CouponReminderSweep>();
        }
        services.AddHostedService<MessageSending>();
        services.AddSingleton<LedgerFollower>();
        services.AddHostedService(p => p.GetRequiredService<LedgerFollower>());
    }

    public static void Map(WebApplication app)
    {
        app.MapModuleService<MessageService>();
        app.MapModuleService<ContactChangeService>();
    }
}
