using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>What is set up besides a template's rules: as a table, and as files to send.</summary>
internal static class TemplateSteps
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>The steps and which call does each.</summary>
    public static Table Of(IEnumerable<TemplateStep> steps)
    {
        var table = Tables.Of("set up besides", "by");
        foreach (var step in steps)
            table.Row(step.Title.En, CallOf(step.Request));
        return table;
    }

    /// <summary>Writes a file for each step that a call does: a reward's or a draw's terms, as <c>--terms</c> reads
    /// them, or the request.</summary>
    /// <param name="folder">The folder; made if there is none.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>The files.</returns>
    /// <exception cref="BadInputException">A file cannot be written.</exception>
    public static async Task<IReadOnlyList<string>> SaveAsync(
        string folder, IEnumerable<TemplateStep> steps, CancellationToken cancel)
    {
        TextFile.MakeFolder(folder);
        var files = new List<string>();
        foreach (var step in steps)
        {
            if (FileOf(step.Request) is not var (name, content))
                continue;
            files.Add(Path.Combine(folder, name));
            await TextFile.WriteAsync(files[^1], Json.Format(content) + "\n", cancel);
        }
        return files;
    }

    private static string CallOf(Any? request) => Read(request) switch
    {
        UpdateCoinRequest coin => $"UpdateCoin {coin.Name}",
        SetMessageSettingsRequest settings => $"SetMessageSettings {settings.Parent}",
        CreateRewardRequest reward => $"CreateReward {reward.RewardId}",
        CreateDrawRequest draw => $"CreateDraw {draw.DrawId}",
        _ => "",
    };

    private static (string Name, IMessage Content)? FileOf(Any? request) => Read(request) switch
    {
        UpdateCoinRequest coin => ("coin.json", coin),
        SetMessageSettingsRequest settings => ("messages.json", settings),
        CreateRewardRequest reward => ($"reward-{reward.RewardId}.json", reward.Terms),
        CreateDrawRequest draw => ($"draw-{draw.DrawId}.json", draw.Terms),
        _ => null,
    };

    private static IMessage? Read(Any? request) => request is null ? null
        : request.TryUnpack(out UpdateCoinRequest coin) ? coin
        : request.TryUnpack(out SetMessageSettingsRequest settings) ? settings
        : request.TryUnpack(out CreateRewardRequest reward) ? reward
        : request.TryUnpack(out CreateDrawRequest draw) ? draw
        : null;
}
