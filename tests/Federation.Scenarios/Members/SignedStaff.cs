using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>What a person of a brand or of the alliance calls in a session. Refusals come as gRPC sends them.</summary>
internal sealed class SignedStaff(CallInvoker invoker)
{
    public UserService.UserServiceClient Users { get; } = new(invoker);

    public LedgerService.LedgerServiceClient Ledger { get; } = new(invoker);

    public CredentialService.CredentialServiceClient Credentials { get; } = new(invoker);

    public CaseService.CaseServiceClient Cases { get; } = new(invoker);

    public RewardService.RewardServiceClient Rewards { get; } = new(invoker);

    public PartnerService.PartnerServiceClient Partners { get; } = new(invoker);
}
