using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation cases</c> sends, as whom, and what it shows.</summary>
public sealed class CaseVerbTests : IAsyncLifetime
{
    private ScriptedAlliance alliance = null!;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync() => alliance.DisposeAsync();

    /// <summary>The verb with its arguments, the last request, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "list --program aster/main --open",
            new ListCasesRequest { Program = ScriptedPrograms.Main, OpenOnly = true, PageSize = 100 }, "150 aster"
        },
        {
            $"show {ScriptedCases.Name}", new GetCaseRequest { Name = ScriptedCases.Name }, "Six orders with one card."
        },
        {
            $"show {ScriptedCases.Name} --language zh", new GetCaseRequest { Name = ScriptedCases.Name }, "一卡六单。"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await alliance.RunAsync(["cases", .. arguments.Split(' ')]);

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Cases.Requests.Last();
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }
}
