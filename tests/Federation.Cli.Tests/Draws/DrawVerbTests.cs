using Federation.Rewards.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation draws</c> sends, and that a file alone tells whether a draw is
/// right.</summary>
public sealed class DrawVerbTests : IAsyncLifetime
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

    /// <summary>The verb with its arguments, the last request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "create aster spring --terms FILE",
            new CreateDrawRequest { Parent = Parent, DrawId = "spring", Terms = new DrawTerms { WinsPerHolder = 3 } },
            "Spring draw"
        },
        { "show aster/spring", new GetDrawRequest { Name = ScriptedDraws.Spring }, "with public value" },
        { "list aster", new ListDrawsRequest { Parent = Parent, PageSize = 100 }, ScriptedDraws.Spring },
        {
            "enter aster/spring 17850 --tickets 3",
            new EnterDrawRequest { Name = ScriptedDraws.Spring, Member = ScriptedMembers.Name, Tickets = 3 },
            ScriptedMembers.Name
        },
        {
            "enter aster/spring 17850",
            new EnterDrawRequest { Name = ScriptedDraws.Spring, Member = ScriptedMembers.Name, Tickets = 1 },
            ScriptedMembers.Name
        },
        {
            "claim aster/spring 17850 2",
            new ClaimPrizeRequest { Name = ScriptedDraws.Spring, Member = ScriptedMembers.Name, Place = 2 }, "A bell"
        },
        { $"close {ScriptedDraws.Spring}", new CloseDrawRequest { Name = ScriptedDraws.Spring }, "drawn" },
        {
            "cancel aster/spring --reason storm",
            new CancelDrawRequest { Name = ScriptedDraws.Spring, Reason = "storm" }, "Spring draw"
        },
        {
            "propose-reveal aster/spring --value 42",
            new ProposeRevealRequest { Name = ScriptedDraws.Spring, PublicValue = "42" }, "Spring draw"
        },
        {
            "reveal aster/spring --value 42",
            new RevealDrawRequest { Name = ScriptedDraws.Spring, PublicValue = "42" }, "drawn"
        },
        { "reveal aster/spring", new RevealDrawRequest { Name = ScriptedDraws.Spring }, "drawn" },
        {
            "winners aster/spring", new ListWinnersRequest { Name = ScriptedDraws.Spring, PageSize = 100 }, "A bell"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        await File.WriteAllTextAsync(file, "{\"winsPerHolder\": 3}", TestContext.Current.CancellationToken);
        var run = await RunAsync(arguments);
        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Draws.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.NotEmpty((string)id.Accessor.GetValue(sent));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    /// <summary>What is exported is verified without another call; a changed winner is found.</summary>
    [Fact]
    public async Task File_ThatWasExported_IsVerifiedAlone()
    {
        Assert.Equal(ExitCodes.Done, (await RunAsync("export aster/spring FILE")).Code);
        var asked = alliance.Draws.Requests.Count;
        var verified = await RunAsync("verify FILE");
        Assert.Equal((ExitCodes.Done, asked), (verified.Code, alliance.Draws.Requests.Count));
        Assert.Contains(verified.Rows, cells => cells.Contains("proven"));

        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await WriteAsync(text.Replace("\"publicValue\":\"42\"", "\"publicValue\":\"43\"", StringComparison.Ordinal)
            .Replace("\"winners\":[", "\"winners\":[2,1,0,", StringComparison.Ordinal));
        var changed = await RunAsync("verify FILE");
        Assert.Equal(ExitCodes.Refused, changed.Code);
        Assert.Contains(changed.Rows, cells => cells.Contains("does not hold"));
    }

    /// <summary>What is no name, or no file, is said before anything is sent.</summary>
    [Theory]
    [InlineData("show spring", "BRAND/ID")]
    [InlineData("create aster spring --terms FILE", "is not the JSON of a draw's terms")]
    [InlineData("verify FILE", "is not a published draw")]
    public async Task BadInput_IsSaid_AndNothingIsSent(string arguments, string said)
    {
        await WriteAsync("{\"price\": 3}");
        var run = await RunAsync(arguments);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Draws.Requests);
    }

    private Task WriteAsync(string text) => File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

    private Task<CommandRun> RunAsync(string arguments) =>
        alliance.RunAsync(["draws", .. arguments.Split(' ').Select(a => a == "FILE" ? file : a)]);
}
