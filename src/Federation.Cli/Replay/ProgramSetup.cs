using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>Gives the brands of the replay their programmes: one person of the brand proposes the rule set, another
/// one approves it. A programme whose rule set in force says the same stays as it is.</summary>
internal sealed class ProgramSetup(Session session, BrandCredentials credentials)
{
    private readonly FederationClient admin = session.As("admin");
    private readonly List<(Brand Brand, FederationClient Owner, FederationClient Approver)> missing = [];

    /// <summary>Makes the credentials of two people where the brand's programme is missing. It comes before the
    /// credential of the tills, which a recovery would revoke.</summary>
    public async Task PrepareAsync(Brand brand, CancellationToken cancel)
    {
        if (IsOurs(brand, await InForceAsync(brand, cancel)))
            return;
        var owner = await credentials.OwnerAsync(brand, cancel);
        missing.Add((brand, owner, await credentials.ApproverAsync(brand, owner, cancel)));
    }

    /// <summary>Puts into force what was missing.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        foreach (var (brand, owner, approver) in missing)
        {
            await CreateAsync(brand, owner, cancel);
            var name = await PublishAsync(brand, owner.Programs, approver.Programs, cancel);
            if (await InForceAsync(brand, cancel) is { } other && !IsOurs(brand, other))
                throw new BadInputException(
                    $"Another rule set, {other.Name}, is in force; publish {name} again, then replay.");
        }
    }

    private static async Task CreateAsync(Brand brand, FederationClient owner, CancellationToken cancel)
    {
        try
        {
            await owner.Programs.CreateProgramAsync(new CreateProgramRequest
            {
                RequestId = BrandCalls.IdOf($"program/{brand.Id}"),
                Parent = brand.Partner,
                ProgramId = ReplayAlliance.ProgramId,
                Title = new LocalizedText { En = brand.DisplayName + " Club", ZhCn = brand.DisplayNameZh + "会员" },
            }, cancellationToken: cancel);
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.AlreadyExists)
        {
            // Somebody else has made it.
        }
    }

    /// <returns>The rule set's name.</returns>
    private static async Task<string> PublishAsync(
        Brand brand, ProgramService.ProgramServiceClient owner, ProgramService.ProgramServiceClient approver,
        CancellationToken cancel)
    {
        var draft = (await owner.CreateRuleSetAsync(
            new CreateRuleSetRequest
            {
                RequestId = IdOf("draft"),
                Parent = brand.Program,
                Terms = ReplayTerms.Of(brand),
            },
            cancellationToken: cancel)).RuleSet;
        await owner.ProposeRuleSetAsync(
            new ProposeRuleSetRequest { RequestId = IdOf("propose"), Name = draft.Name, Revision = draft.Revision },
            cancellationToken: cancel);
        await approver.ApproveRuleSetAsync(
            new ApproveRuleSetRequest { RequestId = IdOf("approve"), Name = draft.Name }, cancellationToken: cancel);
        await owner.PublishRuleSetAsync(
            new PublishRuleSetRequest { RequestId = IdOf("publish"), Name = draft.Name }, cancellationToken: cancel);
        return draft.Name;

        // Before, without check-ins, they were other requests.
        string IdOf(string step) => BrandCalls.IdOf($"program/{brand.Id}/{step}/2");
    }

    private async Task<RuleSet?> InForceAsync(Brand brand, CancellationToken cancel)
    {
        try
        {
            return (await admin.Programs.GetRuleSetAsync(
                new GetRuleSetRequest { Name = ResourceNames.RuleSet(brand.Program, "-") },
                cancellationToken: cancel)).RuleSet;
        }
        catch (RefusedException e) when (e.Refusal.Reason is ErrorReason.NoRuleSetInForce
            or ErrorReason.ProgramNotFound)
        {
            return null;
        }
    }

    private static bool IsOurs(Brand brand, RuleSet? ruleSet) =>
        ruleSet is not null && ReplayTerms.IsOf(brand, ruleSet.Terms);
}
