using Federation.Accounts.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>What a member calls in a session. Refusals come as gRPC sends them.</summary>
internal sealed class SignedMember(CallInvoker invoker)
{
    /// <summary>How a member names itself.</summary>
    public const string Me = "members/me";

    public CallInvoker Invoker => invoker;

    public MemberService.MemberServiceClient Members { get; } = new(invoker);

    public LedgerService.LedgerServiceClient Ledger { get; } = new(invoker);

    public ExchangeService.ExchangeServiceClient Exchanges { get; } = new(invoker);

    public CheckoutService.CheckoutServiceClient Checkout { get; } = new(invoker);

    public CouponService.CouponServiceClient Coupons { get; } = new(invoker);

    public MemberProgramService.MemberProgramServiceClient MemberPrograms { get; } = new(invoker);

    public EventService.EventServiceClient Events { get; } = new(invoker);

    public MessageService.MessageServiceClient Messages { get; } = new(invoker);

    public ProgramService.ProgramServiceClient Programs { get; } = new(invoker);

    public CaseService.CaseServiceClient Cases { get; } = new(invoker);

    public ReferralService.ReferralServiceClient Referrals { get; } = new(invoker);

    public RewardService.RewardServiceClient Rewards { get; } = new(invoker);

    public DrawService.DrawServiceClient Draws { get; } = new(invoker);
}
