using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Which levels members have, as their brand's programmes say. One call's memory: each programme is asked
/// once.</summary>
internal sealed class MemberLevels(
    [FromKeyedServices(RewardsModule.Name)] MemberProgramService.MemberProgramServiceClient programs)
{
    private readonly Dictionary<(string Program, string Member), MemberStatus> known = [];

    /// <summary>The member's level in the scheme that a reward names; empty where it names none, the scheme has no such
    /// level, or no rule set is in force.</summary>
    /// <param name="terms">The reward's terms.</param>
    /// <param name="member">The brand's name of the member.</param>
    /// <param name="options">In the brand's name.</param>
    public async Task<string> OfAsync(RewardTerms terms, string member, CallOptions options)
    {
        if (terms.Levels.Count == 0)
            return "";
        if (!known.TryGetValue((terms.Program, member), out var status))
            known[(terms.Program, member)] = status = await AskAsync(terms.Program, member, options);
        return status.Tiers.FirstOrDefault(t => t.Standing.Scheme == terms.Scheme)?.Standing.Level ?? "";
    }

    private async Task<MemberStatus> AskAsync(string program, string member, CallOptions options)
    {
        try
        {
            var request = new GetMemberStatusRequest { Program = program, Member = member };
            return (await programs.GetMemberStatusAsync(request, options)).Status;
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason is ErrorReason.NoRuleSetInForce
            or ErrorReason.ProgramNotFound)
        {
            return new MemberStatus();
        }
    }
}
