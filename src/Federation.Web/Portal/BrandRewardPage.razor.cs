using System.Globalization;
using Federation.Hosting;
using Federation.Rewards.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>One reward of the brand: its state, its stock, and its codes, which nobody sees again.</summary>
public sealed partial class BrandRewardPage
{
    private static readonly string SetState = Permissions.Of<RewardService.RewardServiceBase>("SetRewardState");
    private static readonly string AddStock = Permissions.Of<RewardService.RewardServiceBase>("AddStock");
    private static readonly string AddCodes = Permissions.Of<RewardService.RewardServiceBase>("AddCodes");
    private static readonly string ListRedemptions =
        Permissions.Of<RewardService.RewardServiceBase>("ListRedemptions");

    private Reward? reward;

    /// <summary>The reward's id among the brand's.</summary>
    [Parameter]
    public required string Id { get; set; }

    // Of the person's own brand: the address names no other.
    private string Name => $"{Me!.Owner}/rewards/{Id}";

    private CoinView Coin => CoinOf(reward?.Terms.Coin ?? "");

    private bool IsCounted => reward is { Terms.LimitedStock: true, State: not RewardState.Ended };

    private string Title => reward is null ? T.BrandRewards : Words.TitleOf(reward.Terms.Title, Id, Look.Language);

    private string Days => (reward!.Terms.FromTime, reward.Terms.ToTime) switch
    {
        ({ } from, { } to) => T.BrandRewardFromTo(MomentText(from), MomentText(to)),
        ({ } from, null) => T.BrandRewardSince(MomentText(from)),
        (null, { } to) => T.BrandRewardUpTo(MomentText(to)),
        _ => T.BrandRewardAnyTime,
    };

    /// <param name="reward">Its name, or its id.</param>
    public static string PathOf(string reward) => $"{BrandRewardsPage.Path}/{ResourceNames.LastPart(reward)}";

    protected override async Task LoadAsync() => reward = (await Alliance.Client.Rewards.GetRewardAsync(
        new GetRewardRequest { Name = Name }, cancellationToken: Alliance.Cancel)).Reward;

    private Task SetAsync(RewardState state) => ActAsync(id => Alliance.Client.Rewards.SetRewardStateAsync(
        new SetRewardStateRequest { RequestId = id, Name = Name, State = state },
        cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(Id));

    private async Task AddStockAsync()
    {
        var form = PostedForm.Of(Context);
        if (!long.TryParse(
                form["pieces"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pieces)
            || pieces == 0)
            Problems.Add(new("pieces", T.BrandRewardPiecesWrong));
        if (form["why"].Length == 0)
            Problems.Add(new("why", T.BrandRewardWhyMissing));
        if (Problems.Count == 0)
            await ActAsync(id => Alliance.Client.Rewards.AddStockAsync(
                new AddStockRequest { RequestId = id, Name = Name, Units = pieces, Reason = form["why"] },
                cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(Id));
    }

    private async Task AddCodesAsync()
    {
        // What is typed comes back where it is wrong: no cache keeps it.
        Context.Response.Headers.CacheControl = "no-store";
        var codes = PostedForm.Of(Context)["codes"].ReplaceLineEndings("\n")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (codes.Length == 0)
        {
            Problems.Add(new("codes", T.BrandRewardCodesMissing));
            return;
        }
        await ActAsync(id =>
        {
            var request = new AddCodesRequest { RequestId = id, Name = Name };
            request.Codes.Add(codes);
            return Alliance.Client.Rewards.AddCodesAsync(request, cancellationToken: Alliance.Cancel).ResponseAsync;
        }, PathOf(Id));
    }
}
