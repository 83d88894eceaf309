namespace Federation.Cli.Tests;

/// <summary><c>federation tasks</c>.</summary>
public sealed class TasksCommandTests
{
    [Fact]
    public async Task Tasks_OfAnyone_SayWhatWaits_AndWhoDidNotAnswer()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync("tasks");
        Assert.Equal(ExitCodes.Done, run.Code);
        foreach (var text in new[] { "boards/7", "admins/ada", "2011-12-09", "programs" })
            Assert.Contains(text, run.Output, StringComparison.Ordinal);
        var json = await alliance.RunAsync("tasks", "--json");
        Assert.Contains("\"TASK_KIND_BOARD\"", json.Output, StringComparison.Ordinal);
    }
}
