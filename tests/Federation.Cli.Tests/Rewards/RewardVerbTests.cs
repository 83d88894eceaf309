using Federation.Rewards.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation rewards</c> sends, as whom, and what it shows.</summary>
public sealed class RewardVerbTests : IAsyncLifetime
{
    private const string Parent = "partners/aster";
    private readonly string file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".json");
    private ScriptedAlliance alliance = null!;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    /// <summary>The verb with its arguments, what its file holds, the last request without its id, and a cell that is
    /// shown.</summary>
    public static TheoryData<string, string, IMessage, string> Verbs => new()
    {
        {
            "create aster cup --terms FILE", "{\"coin\": \"coins/aster\", \"priceUnits\": \"300\"}",
            new CreateRewardRequest { Parent = Parent, RewardId = "cup", Terms = Terms() }, "A cup"
        },
        {
            "update aster/cup --revision 2 --terms FILE", "{\"coin\": \"coins/aster\", \"priceUnits\": 300}",
            new UpdateRewardRequest { Name = ScriptedRewards.Cup, Revision = 2, Terms = Terms() }, "goods"
        },
        {
            "activate aster/cup", "",
            new SetRewardStateRequest { Name = ScriptedRewards.Cup, State = RewardState.Active }, "paused"
        },
        {
            $"pause {ScriptedRewards.Cup}", "",
            new SetRewardStateRequest { Name = ScriptedRewards.Cup, State = RewardState.Paused }, "paused"
        },
        {
            "end aster/cup", "",
            new SetRewardStateRequest { Name = ScriptedRewards.Cup, State = RewardState.Ended }, "300"
        },
        { "show aster/cup", "", new GetRewardRequest { Name = ScriptedRewards.Cup }, "39" },
        { "list aster", "", new ListRewardsRequest { Parent = Parent, PageSize = 100 }, ScriptedRewards.Cup },
        {
            "add-stock aster/cup 8 --reason found", "",
            new AddStockRequest { Name = ScriptedRewards.Cup, Units = 8, Reason = "found" }, "47"
        },
        {
            "add-codes aster/cup --file FILE", "A1\r\n\n B2 \n",
            new AddCodesRequest { Name = ScriptedRewards.Cup, Codes = { "A1", "B2" } }, "48"
        },
        {
            "redeem aster/cup 17850 --price 300", "",
            new RedeemRewardRequest
            {
                Reward = ScriptedRewards.Cup,
                Member = ScriptedMembers.Name,
                PriceUnits = 300,
            },
            "GAME-1"
        },
        {
            $"fulfil {ScriptedRewards.Redemption} --reference parcel-7", "",
            new FulfilRedemptionRequest { Name = ScriptedRewards.Redemption, Reference = "parcel-7" },
            ScriptedRewards.Redemption
        },
        {
            $"cancel {ScriptedRewards.Redemption} --reason broken", "",
            new CancelRedemptionRequest { Name = ScriptedRewards.Redemption, Reason = "broken" }, "pending"
        },
        {
            "redemption aster/01900000-0000-8000-8000-00000000000d", "",
            new GetRedemptionRequest { Name = ScriptedRewards.Redemption }, "GAME-1"
        },
        {
            "redemptions aster --pending --member 17850 --reward aster/cup", "",
            new ListRedemptionsRequest
            {
                Parent = Parent,
                Member = ScriptedMembers.Name,
                Reward = ScriptedRewards.Cup,
                State = RedemptionState.Pending,
                PageSize = 100,
            },
            ScriptedMembers.Name
        },
        {
            "redemptions aster --held", "",
            new ListRedemptionsRequest { Parent = Parent, State = RedemptionState.Held, PageSize = 100 },
            ScriptedMembers.Name
        },
        {
            "offers aster 17850", "",
            new ListRewardOffersRequest { Parent = Parent, Member = ScriptedMembers.Name, PageSize = 50 },
            "coins, limit"
        },
        { "causes aster", "", new GetCauseTotalsRequest { Parent = Parent }, "420" },
        {
            "cold aster --at-most 3", "", new ListColdRewardsRequest { Parent = Parent, AtMostRedemptions = 3 }, "A cup"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(
        string arguments, string content, IMessage request, string shown)
    {
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var run = await alliance.RunAsync(["rewards", .. arguments.Split(' ').Select(a => a == "FILE" ? file : a)]);

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Rewards.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.NotEmpty((string)id.Accessor.GetValue(sent));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    /// <summary>What is no name, or no file of terms, is said before anything is sent.</summary>
    [Theory]
    [InlineData("show cup", "BRAND/ID")]
    [InlineData("redemption aster/cup", "BRAND/UUID")]
    [InlineData("create aster cup --terms FILE", "is not the JSON of a reward's terms")]
    public async Task BadInput_IsSaid_AndNothingIsSent(string arguments, string said)
    {
        await File.WriteAllTextAsync(file, "{\"price\": 3}", TestContext.Current.CancellationToken);
        var run = await alliance.RunAsync(["rewards", .. arguments.Split(' ').Select(a => a == "FILE" ? file : a)]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Rewards.Requests);
    }

    private static RewardTerms Terms() => new() { Coin = "coins/aster", PriceUnits = 300 };
}
