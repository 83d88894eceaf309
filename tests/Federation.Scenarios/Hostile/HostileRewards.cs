using Federation.Client;
using Federation.Rewards.V1;

namespace Federation.Scenarios;

/// <summary>Rewards of aster that hostile calls misuse. Roy, who redeemed some, has coins of his own.</summary>
internal sealed record HostileRewards
{
    /// <summary>A member of aster alone, with 900 of the 1,000 coins that he had, and 100 less after a draw.</summary>
    public required string Roy { get; init; }

    /// <summary>At 100, one a member, two left.</summary>
    public required string Cup { get; init; }

    /// <summary>At 100, none left.</summary>
    public required string Rare { get; init; }

    /// <summary>A draft.</summary>
    public required string Draft { get; init; }

    public required string Paused { get; init; }

    public required string Ended { get; init; }

    /// <summary>Opens in a far year.</summary>
    public required string Later { get; init; }

    /// <summary>For gold members alone, of the programme main.</summary>
    public required string Gold { get; init; }

    /// <summary>Gives codes; its pool has one, G1.</summary>
    public required string Game { get; init; }

    /// <summary>Without a limited stock.</summary>
    public required string Endless { get; init; }

    /// <summary>Roy's, of the cup, fulfilled.</summary>
    public required string Fulfilled { get; init; }

    /// <summary>Of another member of aster, held.</summary>
    public required string Held { get; init; }

    public static async Task<HostileRewards> OnAsync(FederationClient aster)
    {
        var roy = await Alliance.GivenMemberAsync(aster, "roy");
        await Alliance.EarnAsync(aster, "aster", roy, 1000);
        var terms = RewardsMade.Terms("aster", RewardKind.Goods, 100);
        terms.LimitedStock = true;
        var once = terms.Clone();
        once.Limits.Add(new RewardLimit { Period = Programs.V1.Period.Ever, AtMost = 1 });
        var later = RewardsMade.Terms("aster", RewardKind.Goods, 100);
        later.FromTime = new() { Seconds = 30_000_000_000 };
        var gold = RewardsMade.Terms("aster", RewardKind.Goods, 0);
        (gold.Program, gold.Scheme) = ("partners/aster/programs/main", "club");
        gold.Levels.Add(new RewardLevel { Level = "gold", PriceUnits = 50 });
        var cup = await RewardsMade.ActiveAsync(aster, "cup", once, stock: 3);
        var game = await RewardsMade.ActiveAsync(aster, "game", RewardsMade.Terms("aster", RewardKind.Code, 100));
        await aster.Rewards.AddCodesAsync(new() { RequestId = RequestIds.New(), Name = game, Codes = { "G1" } });
        var open = RewardsMade.Terms("aster", RewardKind.Goods, 100);
        var redeemed = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, roy))).Redemption.Name;
        await aster.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(redeemed));
        var draft = await aster.Rewards.CreateRewardAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/aster",
            RewardId = "draft",
            Terms = open,
        });
        return new HostileRewards
        {
            Roy = roy,
            Cup = cup,
            Rare = await RewardsMade.ActiveAsync(aster, "rare", terms),
            Draft = draft.Reward.Name,
            Paused = await InStateAsync(aster, "paused", open, RewardState.Paused),
            Ended = await InStateAsync(aster, "ended", open, RewardState.Ended),
            Later = await RewardsMade.ActiveAsync(aster, "later", later),
            Gold = await RewardsMade.ActiveAsync(aster, "gold", gold),
            Game = game,
            Endless = await RewardsMade.ActiveAsync(aster, "endless", open),
            Fulfilled = redeemed,
            Held = await HeldAsync(aster),
        };
    }

    /// <summary>A member takes a quarter of its coins.</summary>
    private static async Task<string> HeldAsync(FederationClient aster)
    {
        var rita = await Alliance.GivenMemberAsync(aster, "rita");
        await Alliance.EarnAsync(aster, "aster", rita, 400);
        var terms = RewardsMade.Terms("aster", RewardKind.Goods, 100);
        terms.Checks = new RewardChecks { BalancePercent = 25 };
        var name = await RewardsMade.ActiveAsync(aster, "checked", terms);
        return (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(name, rita))).Redemption.Name;
    }

    private static async Task<string> InStateAsync(
        FederationClient aster, string id, RewardTerms terms, RewardState state)
    {
        var name = await RewardsMade.ActiveAsync(aster, id, terms);
        await RewardsMade.SetAsync(aster, name, state);
        return name;
    }
}
