using System.CommandLine;
using Federation.Rewards.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation rewards</c> about what members redeem.</summary>
internal static class RedemptionVerbs
{
    public static ExampleCommand Redeem(Globals globals)
    {
        var (reward, member) = (RewardText.RewardArgument(), MemberArguments.Member());
        var price = new Option<long>("--price")
        {
            Description = "The price that the member was shown; another one is refused.",
            HelpName = "UNITS",
        };
        var command = new ExampleCommand(
            "redeem", "Redeems a reward for a member.", "rewards redeem aster/cup 17490 --price 300")
        {
            reward, member, price,
        };
        globals.Run(command, ProgramText.BrandOf(reward), async (session, parse, cancel) =>
        {
            var request = new RedeemRewardRequest
            {
                RequestId = session.RequestId,
                Reward = RewardText.Reward(parse.GetValue(reward)!),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
                PriceUnits = parse.GetValue(price),
            };
            var response = await session.Client.Rewards.RedeemRewardAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Redemptions([response.Redemption]));
        });
        return command;
    }

    public static ExampleCommand Fulfil(Globals globals)
    {
        var redemption = RewardText.RedemptionArgument();
        var reference = new Option<string?>("--reference")
        {
            Description = "The brand's own reference of what fulfilled it.",
            HelpName = "TEXT",
        };
        var command = new ExampleCommand(
            "fulfil", "Says that a redemption is fulfilled.",
            "rewards fulfil aster/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --reference \"parcel 7\"")
        {
            redemption, reference,
        };
        globals.Run(command, ProgramText.BrandOf(redemption), async (session, parse, cancel) =>
        {
            var request = new FulfilRedemptionRequest
            {
                RequestId = session.RequestId,
                Name = RewardText.Redemption(parse.GetValue(redemption)!),
                Reference = parse.GetValue(reference) ?? "",
            };
            var response = await session.Client.Rewards.FulfilRedemptionAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Redemptions([response.Redemption]));
        });
        return command;
    }

    public static ExampleCommand Cancel(Globals globals)
    {
        var redemption = RewardText.RedemptionArgument();
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var command = new ExampleCommand(
            "cancel", "Undoes a redemption: coins to their lots, the piece to the stock.",
            "rewards cancel aster/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --reason \"out of print\"")
        {
            redemption, reason,
        };
        globals.Run(command, ProgramText.BrandOf(redemption), async (session, parse, cancel) =>
        {
            var request = new CancelRedemptionRequest
            {
                RequestId = session.RequestId,
                Name = RewardText.Redemption(parse.GetValue(redemption)!),
                Reason = parse.GetValue(reason),
            };
            var response = await session.Client.Rewards.CancelRedemptionAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Redemptions([response.Redemption]));
        });
        return command;
    }

    public static ExampleCommand Show(Globals globals)
    {
        var redemption = RewardText.RedemptionArgument();
        var command = new ExampleCommand(
            "redemption", "Shows a redemption with its code.",
            "rewards redemption aster/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d")
        {
            redemption,
        };
        globals.Run(command, ProgramText.BrandOf(redemption), async (session, parse, cancel) =>
        {
            var request = new GetRedemptionRequest { Name = RewardText.Redemption(parse.GetValue(redemption)!) };
            var response = await session.Client.Rewards.GetRedemptionAsync(request, cancellationToken: cancel);
            return session.Show(response.Redemption, RewardTables.Redemptions([response.Redemption]));
        });
        return command;
    }

    public static ExampleCommand List(Globals globals)
    {
        var (brand, limit) = (RewardText.BrandArgument(), Globals.Limit());
        var member = new Option<string?>("--member")
        {
            Description = "Of one member: members/{uuid}, or the brand's own number of it.",
            HelpName = "MEMBER",
        };
        var reward = new Option<string?>("--reward") { Description = "Of one reward.", HelpName = "BRAND/ID" };
        var pending = new Option<bool>("--pending") { Description = "Only those that the brand has to fulfil." };
        var held = new Option<bool>("--held")
        {
            Description = "Only those that are held until a person has decided.",
        };
        var command = new ExampleCommand(
            "redemptions", "Lists what was redeemed, the newest first, without codes.",
            "rewards redemptions aster --pending")
        {
            brand, member, reward, pending, held, limit,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var request = new ListRedemptionsRequest
            {
                Parent = PartnersCommand.NameOf(parse.GetValue(brand)!),
                Reward = parse.GetValue(reward) is { } name ? RewardText.Reward(name) : "",
                State = parse.GetValue(held) ? RedemptionState.Held
                    : parse.GetValue(pending) ? RedemptionState.Pending : RedemptionState.Unspecified,
                Member = parse.GetValue(member) is { } who
                    ? await MemberArguments.ResolveAsync(session.Client, who, cancel)
                    : "",
            };
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
            {
                (request.PageSize, request.PageToken) = (size, token);
                return session.Client.Rewards.ListRedemptionsAsync(request, cancellationToken: cancel);
            });
            return session.Show(found, RewardTables.Redemptions(found.Redemptions));
        });
        return command;
    }
}
