using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation referrals</c> sends, as whom, and what it shows.</summary>
public sealed class ReferralVerbTests : IAsyncLifetime
{
    private ScriptedAlliance alliance = null!;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync() => alliance.DisposeAsync();

    /// <summary>The verb with its arguments, the last request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "code 17850 --program aster/main",
            new CreateReferralCodeRequest { Program = ScriptedPrograms.Main, Member = ScriptedMembers.Name },
            ScriptedReferrals.Code
        },
        {
            $"use 17850 {ScriptedReferrals.Code} --program aster/main",
            new UseReferralCodeRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                Code = ScriptedReferrals.Code,
            },
            "lapsed"
        },
        {
            $"show {ScriptedReferrals.Name}", new GetReferralRequest { Name = ScriptedReferrals.Name }, "circle"
        },
        {
            "list --program aster/main",
            new ListReferralsRequest { Program = ScriptedPrograms.Main, PageSize = 100 }, "not given"
        },
        {
            "list --program aster/main --member 17850",
            new ListReferralsRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                PageSize = 100,
            },
            "1970-01-02 00:00:00"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await alliance.RunAsync(["referrals", .. arguments.Split(' ')]);

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Referrals.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.NotEmpty((string)id.Accessor.GetValue(sent));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }
}
