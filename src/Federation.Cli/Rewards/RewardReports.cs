using System.CommandLine;
using Federation.Rewards.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation rewards</c> that look at all rewards of a brand.</summary>
internal static class RewardReports
{
    private const int LargestPage = 50;

    public static ExampleCommand Offers(Globals globals)
    {
        var (brand, member) = (RewardText.BrandArgument(), MemberArguments.Member());
        var command = new ExampleCommand(
            "offers", "Lists rewards as a member may have them: its price, and what is in the way.",
            "rewards offers aster 17490")
        {
            brand, member,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var request = new ListRewardOffersRequest
            {
                Parent = PartnersCommand.NameOf(parse.GetValue(brand)!),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
            };
            var found = await Pages.ReadAsync(int.MaxValue, (size, token) =>
            {
                (request.PageSize, request.PageToken) = (Math.Min(size, LargestPage), token);
                return session.Client.Rewards.ListRewardOffersAsync(request, cancellationToken: cancel);
            });
            return session.Show(found, RewardTables.Offers(found.Offers));
        });
        return command;
    }

    public static ExampleCommand Causes(Globals globals)
    {
        var brand = RewardText.BrandArgument();
        var command = new ExampleCommand(
            "causes", "Lists what was given to a brand's causes, as the books count it.", "rewards causes aster")
        {
            brand,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var request = new GetCauseTotalsRequest { Parent = PartnersCommand.NameOf(parse.GetValue(brand)!) };
            var response = await session.Client.Rewards.GetCauseTotalsAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Causes(response.Totals));
        });
        return command;
    }

    public static ExampleCommand Cold(Globals globals)
    {
        var brand = RewardText.BrandArgument();
        var most = new Option<long>("--at-most")
        {
            Description = "The most redemptions of a cold reward in the last 30 days.",
            HelpName = "N",
        };
        var command = new ExampleCommand(
            "cold", "Lists rewards that were seldom redeemed in the last 30 days, the coldest first.",
            "rewards cold aster --at-most 3")
        {
            brand, most,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var request = new ListColdRewardsRequest
            {
                Parent = PartnersCommand.NameOf(parse.GetValue(brand)!),
                AtMostRedemptions = parse.GetValue(most),
            };
            var response = await session.Client.Rewards.ListColdRewardsAsync(request, cancellationToken: cancel);
            return session.Show(response, RewardTables.Cold(response.Rewards));
        });
        return command;
    }
}
