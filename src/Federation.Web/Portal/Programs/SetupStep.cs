using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Web;

/// <summary>What a brand sets up besides the rules of a template, and the command that a template proposes for it. What
/// comes back from a browser may be anything: the alliance decides whether the person may do it.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Command">The request; null where no single call does it.</param>
internal sealed record SetupStep(LocalizedText Title, IMessage? Command)
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithIndentation());

    public static SetupStep Of(TemplateStep step) => new(step.Title ?? new LocalizedText(), Read(step.Request));

    /// <summary>The RPC; null where no single call does it.</summary>
    public string? Method => Command switch
    {
        UpdateCoinRequest => Permissions.Of<CoinService.CoinServiceBase>("UpdateCoin"),
        SetMessageSettingsRequest => Permissions.Of<MessageService.MessageServiceBase>("SetMessageSettings"),
        CreateRewardRequest => Permissions.Of<RewardService.RewardServiceBase>("CreateReward"),
        CreateDrawRequest => Permissions.Of<DrawService.DrawServiceBase>("CreateDraw"),
        _ => null,
    };

    /// <summary>Where a person looks at it, or does it in another way; null: nowhere in the portal.</summary>
    public string? Path => Command switch
    {
        UpdateCoinRequest coin => $"{CoinsPage.Path}/{Uri.EscapeDataString(ResourceNames.LastPart(coin.Name))}",
        SetMessageSettingsRequest => DeliveriesPage.Path,
        CreateRewardRequest => NewRewardPage.Path,
        CreateDrawRequest => NewDrawPage.Path,
        _ => null,
    };

    /// <summary>The request as text.</summary>
    public string Text => Command is null ? "" : Json.Format(Command);

    /// <summary>Does it as the person before the page.</summary>
    /// <param name="alliance">For this person.</param>
    /// <param name="requestId">Of the command: sent twice, it has one effect.</param>
    public async Task SendAsync(Alliance alliance, string requestId)
    {
        var (client, cancel) = (alliance.Client, alliance.Cancel);
        switch (Command)
        {
            case UpdateCoinRequest coin:
                await client.Coins.UpdateCoinAsync(new(coin) { RequestId = requestId }, cancellationToken: cancel);
                break;
            case SetMessageSettingsRequest settings:
                await client.Messages.SetMessageSettingsAsync(
                    new(settings) { RequestId = requestId }, cancellationToken: cancel);
                break;
            case CreateRewardRequest reward:
                await client.Rewards.CreateRewardAsync(
                    new(reward) { RequestId = requestId }, cancellationToken: cancel);
                break;
            case CreateDrawRequest draw:
                await client.Draws.CreateDrawAsync(new(draw) { RequestId = requestId }, cancellationToken: cancel);
                break;
        }
    }

    private static IMessage? Read(Any? request) => request is null ? null
        : request.TryUnpack(out UpdateCoinRequest coin) ? coin
        : request.TryUnpack(out SetMessageSettingsRequest settings) ? settings
        : request.TryUnpack(out CreateRewardRequest reward) ? reward
        : request.TryUnpack(out CreateDrawRequest draw) ? draw
        : null;
}
