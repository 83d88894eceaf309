using System.CommandLine;
using Federation.Rewards.V1;

namespace Federation.Cli;

/// <summary><c>federation rewards</c>: what members get for a brand's coins.</summary>
internal static class RewardsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "rewards", "What members get for a brand's coins: the catalogue, its stock, and what was redeemed.")
    {
        Create(globals), Update(globals),
        Set(globals, "activate", "Lets members redeem a reward, for the first time or again.", RewardState.Active),
        Set(globals, "pause", "Lets nobody redeem a reward until it is activated again.", RewardState.Paused),
        Set(globals, "end", "Ends a reward, for good.", RewardState.Ended),
        Show(globals), List(globals), RewardStock.AddStock(globals), RewardStock.AddCodes(globals),
        RedemptionVerbs.Redeem(globals), RedemptionVerbs.Fulfil(globals), RedemptionVerbs.Cancel(globals),
        RedemptionVerbs.Show(globals), RedemptionVerbs.List(globals), RewardReports.Offers(globals),
        RewardReports.Causes(globals), RewardReports.Cold(globals),
    };

    private static ExampleCommand Create(Globals globals)
    {
        var (brand, terms) = (RewardText.BrandArgument(), RewardText.TermsOption());
        var id = new Argument<string>("id")
        {
            Description = "The reward's id: 2 to 32 of a-z, 0-9 and '-', starting with a letter.",
        };
        var command = new ExampleCommand(
            "create", "Creates a reward as a draft.", "rewards create aster cup --terms cup.json --as aster-admin")
        {
            brand, id, terms,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var request = new CreateRewardRequest
            {
                RequestId = session.RequestId,
                Parent = PartnersCommand.NameOf(parse.GetValue(brand)!),
                RewardId = parse.GetValue(id),
                Terms = RewardText.ReadTerms(parse.GetValue(terms)!),
            };
            var response = await session.Client.Rewards.CreateRewardAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Rewards([response.Reward]));
        });
        return command;
    }

    private static ExampleCommand Update(Globals globals)
    {
        var (reward, terms) = (RewardText.RewardArgument(), RewardText.TermsOption());
        var revision = new Option<long>("--revision")
        {
            Description = "The revision that the change is based on; 'rewards show --json' tells it.",
            HelpName = "N",
            Required = true,
        };
        var command = new ExampleCommand(
            "update", "Replaces what a reward is, for whom and for how much.",
            "rewards update aster/cup --revision 2 --terms cup.json --as aster-admin")
        {
            reward, revision, terms,
        };
        globals.Run(command, ProgramText.BrandOf(reward), async (session, parse, cancel) =>
        {
            var request = new UpdateRewardRequest
            {
                RequestId = session.RequestId,
                Name = RewardText.Reward(parse.GetValue(reward)!),
                Revision = parse.GetValue(revision),
                Terms = RewardText.ReadTerms(parse.GetValue(terms)!),
            };
            var response = await session.Client.Rewards.UpdateRewardAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Rewards([response.Reward]));
        });
        return command;
    }

    private static ExampleCommand Set(Globals globals, string verb, string description, RewardState state)
    {
        var reward = RewardText.RewardArgument();
        var command = new ExampleCommand(verb, description, $"rewards {verb} aster/cup --as aster-admin") { reward };
        globals.Run(command, ProgramText.BrandOf(reward), async (session, parse, cancel) =>
        {
            var request = new SetRewardStateRequest
            {
                RequestId = session.RequestId,
                Name = RewardText.Reward(parse.GetValue(reward)!),
                State = state,
            };
            var response = await session.Client.Rewards.SetRewardStateAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Rewards([response.Reward]));
        });
        return command;
    }

    private static ExampleCommand Show(Globals globals)
    {
        var reward = RewardText.RewardArgument();
        var command = new ExampleCommand(
            "show", "Shows a reward with its stock; all of it with --json.", "rewards show aster/cup --json")
        {
            reward,
        };
        globals.Run(command, ProgramText.BrandOf(reward), async (session, parse, cancel) =>
        {
            var request = new GetRewardRequest { Name = RewardText.Reward(parse.GetValue(reward)!) };
            var response = await session.Client.Rewards.GetRewardAsync(request, cancellationToken: cancel);
            return session.Show(response.Reward, RewardTables.Rewards([response.Reward]));
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var (brand, limit) = (RewardText.BrandArgument(), Globals.Limit());
        var command = new ExampleCommand("list", "Lists a brand's rewards, by id.", "rewards list aster")
        {
            brand, limit,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var parent = PartnersCommand.NameOf(parse.GetValue(brand)!);
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.Rewards.ListRewardsAsync(
                    new ListRewardsRequest { Parent = parent, PageSize = size, PageToken = token },
                    cancellationToken: cancel));
            return session.Show(found, RewardTables.Rewards(found.Rewards));
        });
        return command;
    }
}
