using Federation.Programs.V1;
using Google.Protobuf;
using Date = Google.Type.Date;

namespace Federation.Cli.Tests;

/// <summary>What <c>federation tiers</c>, <c>segments</c> and the profiles of <c>members</c> send, as whom, and what
/// they show.</summary>
public sealed class MemberProgramVerbTests : IAsyncLifetime
{
    private const string Days = "--from 2012-01-01 --until 2012-07-01";
    private readonly string file = Path.GetTempFileName();
    private ScriptedAlliance alliance = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Date First => new() { Year = 2012, Month = 1, Day = 1 };

    private static Date Last => new() { Year = 2012, Month = 7, Day = 1 };

    public async ValueTask InitializeAsync()
    {
        alliance = await ScriptedAlliance.StartAsync();
        await File.WriteAllTextAsync(file, $"17850\r\n\n  {ScriptedMembers.Name} \n17850\n", Cancel);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    /// <summary>The command, the request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "tiers show 17850 --program aster/main",
            new GetMemberStatusRequest { Program = ScriptedPrograms.Main, Member = ScriptedMembers.Name }, "7,655"
        },
        {
            "tiers show 17850 --program aster/main --at 1970-01-02",
            new GetMemberStatusRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                Time = new() { Seconds = 86_400 },
            }, "2012-12-31"
        },
        {
            $"tiers show {ScriptedMembers.Name} --program aster/main",
            new GetMemberStatusRequest { Program = ScriptedPrograms.Main, Member = ScriptedMembers.Name }, "2011-12-08"
        },
        {
            $"tiers show {ScriptedMembers.Name} --program aster/main",
            new GetMemberStatusRequest { Program = ScriptedPrograms.Main, Member = ScriptedMembers.Name },
            ScriptedMemberPrograms.Order
        },
        {
            $"tiers grant 17850 club gold --program aster/main {Days} --reason goodwill",
            new GrantTierRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                Scheme = "club",
                Level = "gold",
                FromDate = First,
                ToDate = Last,
                Reason = "goodwill",
            }, ScriptedMemberPrograms.Grant
        },
        {
            "tiers revoke " + ScriptedMemberPrograms.Grant,
            new RevokeTierGrantRequest { Name = ScriptedMemberPrograms.Grant }, "goodwill"
        },
        {
            $"tiers freeze {ScriptedMembers.Name} --program aster/main {Days} --reason flood",
            new FreezeTierRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                FromDate = First,
                ToDate = Last,
                Reason = "flood",
            }, ScriptedMemberPrograms.Freeze
        },
        {
            $"tiers freeze --program aster/main {Days} --reason flood",
            new FreezeTierRequest
            {
                Program = ScriptedPrograms.Main,
                FromDate = First,
                ToDate = Last,
                Reason = "flood",
            }, "everyone"
        },
        {
            "tiers unfreeze " + ScriptedMemberPrograms.Freeze,
            new UnfreezeTierRequest { Name = ScriptedMemberPrograms.Freeze }, "flood"
        },
        {
            "segments list --program aster/main",
            new ListSegmentsRequest { Program = ScriptedPrograms.Main, PageSize = 100 }, "1,234"
        },
        {
            "segments members vip --program aster/main --limit 7",
            new ListSegmentMembersRequest
            {
                Program = ScriptedPrograms.Main,
                Segment = "segments/vip",
                PageSize = 7,
            }, ScriptedMembers.Name
        },
        {
            "segments update segments/vip --program aster/main --add FILE",
            new UpdateSegmentRequest
            {
                Program = ScriptedPrograms.Main,
                Segment = "segments/vip",
                Add = { ScriptedMembers.Name, ScriptedMembers.Name },
            }, "1,234"
        },
        {
            "members profile 17850 --as aster", new GetProfileRequest { Member = ScriptedMembers.Name }, "05-31"
        },
        {
            "members set-profile 17850 --attribute city=Suzhou --attribute note=a=b --birthday 02-29 "
            + "--joined 1970-01-02 --as aster",
            new SetProfileRequest
            {
                Member = ScriptedMembers.Name,
                Attributes =
                {
                    new Programs.V1.Attribute { Name = "city", Value = "Suzhou" },
                    new Programs.V1.Attribute { Name = "note", Value = "a=b" },
                },
                Birthday = new Date { Month = 2, Day = 29 },
                JoinTime = new() { Seconds = 86_400 },
            }, "1970-01-02 00:00:00"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await RunAsync(arguments);

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Directory.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.NotEmpty((string)id.Accessor.GetValue(sent));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    [Fact]
    public async Task Update_OfManyMembers_SendsThousandsUnderOneId()
    {
        var members = Enumerable.Range(0, 2500).Select(_ => "members/" + Guid.NewGuid().ToString("D")).ToList();
        await File.WriteAllLinesAsync(file, members, Cancel);
        var id = Guid.NewGuid().ToString("D");
        var command = $"segments update vip --program aster/main --add FILE --request-id {id}";
        var run = await RunAsync(command);
        await RunAsync(command);

        Assert.Contains(run.Rows, cells => cells.Contains("2,500"));
        var sent = alliance.Directory.Requests.Cast<UpdateSegmentRequest>().ToList();
        Assert.Equal(sent[..3], sent[3..]);
        Assert.Equal([1000, 1000, 500], sent[..3].Select(r => r.Add.Count));
        Assert.Equal(members, sent[..3].SelectMany(r => r.Add));
        Assert.Equal(id, sent[0].RequestId);
        Assert.Equal(3, sent[..3].Select(r => r.RequestId).Distinct().Count());
    }

    [Theory]
    [InlineData("tiers grant 17850 club gold --program aster/main --from 2012-1-1 --until 2012-07-01 --reason x",
        "--from")]
    [InlineData("tiers freeze --program main " + Days + " --reason x", "aster/main")]
    [InlineData("members set-profile 17850 --birthday 02-30 --as aster", "05-31")]
    [InlineData("members set-profile 17850 --attribute city --as aster", "city=Suzhou")]
    [InlineData("segments update vip --program aster/main", "--add")]
    [InlineData("segments update vip --program aster/main --add /none/such", "cannot be read")]
    public async Task Input_ThatIsBad_IsNotSent(string arguments, string told)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Directory.Requests);
    }

    private Task<CommandRun> RunAsync(string arguments) =>
        alliance.RunAsync([.. arguments.Split(' ').Select(a => a == "FILE" ? file : a)]);
}
