using System.CommandLine;
using Federation.Rewards.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation rewards</c> by which pieces come and go.</summary>
internal static class RewardStock
{
    public static ExampleCommand AddStock(Globals globals)
    {
        var reward = RewardText.RewardArgument();
        var units = new Argument<long>("units") { Description = "How many pieces came; negative: they went." };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var command = new ExampleCommand(
            "add-stock", "Says that pieces of a reward came, or went.",
            "rewards add-stock aster/cup 40 --reason \"delivery of 3 May\"")
        {
            reward, units, reason,
        };
        globals.Run(command, ProgramText.BrandOf(reward), async (session, parse, cancel) =>
        {
            var request = new AddStockRequest
            {
                RequestId = session.RequestId,
                Name = RewardText.Reward(parse.GetValue(reward)!),
                Units = parse.GetValue(units),
                Reason = parse.GetValue(reason),
            };
            var response = await session.Client.Rewards.AddStockAsync(request, cancellationToken: cancel);
            return session.Show(response, StockTable(request.Name, response.StockUnits));
        });
        return command;
    }

    public static ExampleCommand AddCodes(Globals globals)
    {
        var reward = RewardText.RewardArgument();
        var file = new Option<string>("--file")
        {
            Description = "The codes, one on each line, at most 1,000.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new ExampleCommand(
            "add-codes", "Fills the pool of a reward that gives codes. They are kept encrypted.",
            "rewards add-codes aster/game --file codes.txt --as aster-admin")
        {
            reward, file,
        };
        globals.Run(command, ProgramText.BrandOf(reward), async (session, parse, cancel) =>
        {
            var request = new AddCodesRequest
            {
                RequestId = session.RequestId,
                Name = RewardText.Reward(parse.GetValue(reward)!),
            };
            request.Codes.AddRange(TextFile.Read(parse.GetValue(file)!).Split('\n').Select(l => l.Trim())
                .Where(l => l.Length > 0));
            var response = await session.Client.Rewards.AddCodesAsync(request, cancellationToken: cancel);
            return session.Show(response, StockTable(request.Name, response.StockUnits));
        });
        return command;
    }

    private static Spectre.Console.Table StockTable(string reward, long units)
    {
        var table = Tables.Of("reward", "#stock");
        table.Row(reward, units);
        return table;
    }
}
