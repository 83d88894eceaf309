using Federation.Programs.V1;
using Google.Protobuf;
using Date = Google.Type.Date;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation surveys</c> sends, as whom, and what it shows.</summary>
public sealed class SurveyVerbTests : IAsyncLifetime
{
    private ScriptedAlliance alliance = null!;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync() => alliance.DisposeAsync();

    /// <summary>The verb with its arguments, the last request, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "list --program aster/main", new ListSurveysRequest { Program = ScriptedPrograms.Main, PageSize = 100 },
            "1,234"
        },
        {
            "list --program aster/main --from 2026-05-01 --to 2026-05-31",
            new ListSurveysRequest
            {
                Program = ScriptedPrograms.Main,
                FirstDate = Day(1),
                LastDate = Day(31),
                PageSize = 100,
            }, "2026-05-08"
        },
        {
            "show spring --program aster/main --from 2026-05-01",
            new GetSurveyReportRequest { Program = ScriptedPrograms.Main, Survey = "spring", FirstDate = Day(1) },
            "CSAT 92.5 %"
        },
        {
            "show spring --program aster/main",
            new GetSurveyReportRequest { Program = ScriptedPrograms.Main, Survey = "spring" }, "others"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await alliance.RunAsync(["surveys", .. arguments.Split(' ')]);

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        Assert.Equal(request, alliance.Events.Requests.Last());
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    /// <summary>Of few members nothing is shown but how many they are, and why.</summary>
    [Fact]
    public async Task Show_OfFewMembers_SaysWhyItTellsNothing()
    {
        var run = await alliance.RunAsync(["surveys", "show", "few", "--program", "aster/main"]);

        Assert.Contains("once 20 members have answered", run.Error, StringComparison.Ordinal);
        Assert.Contains(run.Rows, cells => cells.Contains("7"));
    }

    /// <summary>A spreadsheet takes no answer for a formula.</summary>
    [Fact]
    public async Task Show_AsCsv_HasARowForEachAnswer()
    {
        var run = await alliance.RunAsync(["surveys", "show", "spring", "--program", "aster/main", "--csv"]);

        Assert.Equal(
            """
            of,question,answer,members
            survey,,,40
            satisfaction,,,40
            satisfaction,,1,0
            satisfaction,,2,0
            satisfaction,,3,3
            satisfaction,,4,7
            satisfaction,,5,30
            recommendation,,,3
            question,colour,,25
            question,colour,'=green,24
            others,colour,,1

            """, run.Output);
    }

    private static Date Day(int day) => new() { Year = 2026, Month = 5, Day = day };
}
