using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>Random earnings, redemptions and cancellations in any order, beside a model that knows from which lots each
/// redemption took its coins: what is cancelled goes back to exactly those.</summary>
public sealed class RewardLotTests
{
    private const int Steps = 120;
    private const int Price = 70;
    private const int FirstDay = 40;

    // By the day on which a lot expires, as they are spent.
    private readonly SortedDictionary<int, long> lots = [];
    private readonly Dictionary<string, List<(int Day, long Units)>> open = new(StringComparer.Ordinal);
    private long stock;

    [Fact]
    public async Task Cancelled_GoesBackToTheLotsThatItCameFrom()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        var terms = RewardsMade.Terms("aster", RewardKind.Goods, Price);
        terms.LimitedStock = true;
        stock = 15;
        var cup = await RewardsMade.ActiveAsync(aster, "cup", terms, stock);
        var today = (await aster.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset().UtcDateTime.Date;

        for (var step = 0; step < Steps; step++)
        {
            var choice = random.Next(10);
            if (choice < 4)
                await EarnAsync(aster, ann, today, FirstDay + random.Next(6), random.Next(1, 90));
            else if (choice < 7)
                await RedeemAsync(aster, cup, ann);
            else if (open.Count > 0)
                await CancelAsync(aster, open.Keys.ElementAt(random.Next(open.Count)));
            Assert.Equal(lots.Where(l => l.Value > 0).Select(l => (l.Key, l.Value)), await LotsAsync(aster, ann, today));
        }
        Assert.Equal(stock, await RewardsMade.StockAsync(aster, cup));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private async Task EarnAsync(FederationClient aster, string member, DateTime today, int day, long units)
    {
        await aster.Ledger.EarnAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = member,
            Amount = Alliance.Coins("aster", units),
            ExpireTime = Timestamp.FromDateTime(DateTime.SpecifyKind(today.AddDays(day), DateTimeKind.Utc)),
        });
        lots[day] = lots.GetValueOrDefault(day) + units;
    }

    private async Task RedeemAsync(FederationClient aster, string cup, string member)
    {
        if (stock == 0 || lots.Values.Sum() < Price)
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(
                async () => await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, member)));
            // The stock is looked at first; without any earning there is no wallet.
            var reason = stock == 0 ? ErrorReason.RewardOutOfStock
                : lots.Count == 0 ? ErrorReason.WalletNotFound : ErrorReason.InsufficientCoins;
            Assert.Equal(reason, refused.Refusal.Reason);
            return;
        }
        var redeemed = await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, member));
        var taken = new List<(int Day, long Units)>();
        for (long left = Price; left > 0;)
        {
            var day = lots.First(l => l.Value > 0).Key;
            var units = Math.Min(left, lots[day]);
            (lots[day], left) = (lots[day] - units, left - units);
            taken.Add((day, units));
        }
        open[redeemed.Redemption.Name] = taken;
        stock--;
    }

    private async Task CancelAsync(FederationClient aster, string redemption)
    {
        await aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(redemption));
        foreach (var (day, units) in open[redemption])
            lots[day] += units;
        open.Remove(redemption);
        stock++;
    }

    private static async Task<List<(int, long)>> LotsAsync(FederationClient aster, string member, DateTime today)
    {
        try
        {
            var wallet = (await aster.Ledger.GetWalletAsync(
                new GetWalletRequest { Name = $"{member}/wallets/aster" })).Wallet;
            return [.. wallet.Lots.Select(l => (
                (int)(l.Terms.ExpireTime.ToDateTime() - today).TotalDays, l.Units))];
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.WalletNotFound)
        {
            return [];
        }
    }
}
