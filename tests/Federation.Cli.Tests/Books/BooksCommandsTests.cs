using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli.Tests;

public sealed class BooksCommandsTests
{
    [Fact]
    public async Task Check_Balanced_ShowsEachStepAndTheResult()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.CheckMessages =
        [
            Step("sums of journals", 1, 0), Step("wallets", 2, 3), new(),
            new() { Result = new() { Balanced = true, Journals = 1_234 } },
        ];
        var run = await alliance.RunAsync("books", "check");
        Assert.Equal(0, run.Code);
        Assert.Equal(
            ["1 of 2: sums of journals", "2 of 2: wallets (3 differences so far)"],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(["balanced", "1,234", "0", "0", "0", "0"], run.Rows);

        var json = await alliance.RunAsync("books", "check", "--json");
        Assert.Empty(json.Error);
        Assert.True(json.Json.GetProperty("balanced").GetBoolean());
    }

    [Fact]
    public async Task Check_Range_IsAskedFor()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.CheckMessages = [new() { Result = new() { Balanced = true } }];
        await alliance.RunAsync("books", "check", "--from-group", "10", "--to-group", "20");
        var request = Assert.IsType<StreamCheckBooksRequest>(Assert.Single(alliance.Ledger.Requests));
        Assert.Equal(new CheckBooksRequest { FirstGroupNumber = 10, LastGroupNumber = 20 }, request.Check);
    }

    [Theory]
    [InlineData("--from-group 0", "--from-group must be 1 or more.")]
    [InlineData("--from-group 3 --to-group 2", "--from-group is after --to-group.")]
    public async Task Check_BadRange_SendsNothing(string options, string sentence)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync(["books", "check", .. options.Split(' ')]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(sentence, run.Error);
        Assert.Empty(alliance.Ledger.Requests);
    }

    [Fact]
    public async Task Check_NotBalanced_NamesWhatDiffersAndFails()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.CheckMessages =
        [
            new()
            {
                Result = new()
                {
                    Discrepancies = { new Discrepancy { Check = "wallet balance", Subject = "w", ExpectedUnits = 1,
                        FoundUnits = 2 } },
                },
            },
        ];
        var run = await alliance.RunAsync("books", "check");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains(["not balanced", "0", "0", "0", "0", "0", "wallet balance: w", "1", "2"], run.Rows);
    }

    [Fact]
    public async Task Check_WithoutAResult_Fails()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.CheckMessages = [Step("wallets", 1, 0)];
        var run = await alliance.RunAsync("books", "check");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("The check ended without a result.", run.Error);
    }

    [Fact]
    public async Task Sweep_InSeveralCalls_GoesOnUntilItIsComplete()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var left = 3;
        alliance.Ledger.On<SweepExpiriesRequest, SweepExpiriesResponse>(_ => Swept(1_000, 2, complete: --left == 0));
        var run = await alliance.RunAsync("books", "sweep", "--max-wallets", "1000");
        Assert.Equal(0, run.Code);
        var requests = alliance.Ledger.Requests.Cast<SweepExpiriesRequest>().ToList();
        Assert.Equal([1000, 1000, 1000], requests.Select(r => r.MaxWallets));
        Assert.Equal(3, requests.Select(r => r.RequestId).Distinct().Count());
        Assert.Contains("swept 2,000 wallets, released 4 holds, as of 2011-12-09 00:00:00", run.Error);
        Assert.Contains(["complete", "2011-12-09 00:00:00", "3,000", "6"], run.Rows);
    }

    [Fact]
    public async Task Sweep_AsJson_IsTheSumOfItsCalls()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var left = 2;
        alliance.Ledger.On<SweepExpiriesRequest, SweepExpiriesResponse>(_ => Swept(5, 1, complete: --left == 0));
        var run = await alliance.RunAsync("books", "sweep", "--json");
        Assert.Empty(run.Error);
        Assert.Equal(10, run.Json.GetProperty("expiredWallets").GetInt32());
        Assert.True(run.Json.GetProperty("status").GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task Sweep_AnotherSweeperAtWork_WaitsForIt()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var calls = 0;
        alliance.Ledger.On<SweepExpiriesRequest, SweepExpiriesResponse>(_ => Swept(0, 0, complete: ++calls == 3));
        using var client = alliance.Client();
        var done = await new ExpirySweep(client.Ledger, 0, ExpirySweep.Patience).CompleteAsync(
            _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal((3, 0, true), (calls, done.ExpiredWallets, done.Status.Complete));
    }

    [Fact]
    public async Task Sweep_StandingStill_IsGivenUp()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<SweepExpiriesRequest, SweepExpiriesResponse>(_ => Swept(0, 0, complete: false));
        using var client = alliance.Client();
        var stopped = await Assert.ThrowsAsync<StoppedException>(
            () => new ExpirySweep(client.Ledger, 0, TimeSpan.Zero).CompleteAsync(
            _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("what expired at 2011-05-31 00:00:00 is not swept yet", stopped.Message);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task SweepStatus_IsSaidAndNothingIsSwept(bool complete, int code)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<GetSweepStatusRequest, GetSweepStatusResponse>(
            _ => new GetSweepStatusResponse { Status = Swept(0, 0, complete).Status });
        var run = await alliance.RunAsync("books", "sweep", "--status");
        Assert.Equal(code, run.Code);
        Assert.IsType<GetSweepStatusRequest>(Assert.Single(alliance.Ledger.Requests));
        Assert.Contains(
            complete ? ["complete", "2011-12-09 00:00:00"]
            : ["not complete", "2011-12-09 00:00:00", "2011-05-31 00:00:00"], run.Rows);
    }

    private static StreamCheckBooksResponse Step(string name, int number, int discrepancies) =>
        new() { Step = new CheckBooksStep { Name = name, Number = number, Count = 2, Discrepancies = discrepancies } };

    private static SweepExpiriesResponse Swept(int wallets, int holds, bool complete) => new()
    {
        ExpiredWallets = wallets,
        ReleasedHolds = holds,
        Status = new SweepStatus
        {
            Complete = complete,
            AsOfTime = Timestamp.FromDateTime(new DateTime(2011, 12, 9, 0, 0, 0, DateTimeKind.Utc)),
            OldestExpireTime = complete ? null
            : Timestamp.FromDateTime(new DateTime(2011, 5, 31, 0, 0, 0, DateTimeKind.Utc)),
        },
    };
}
