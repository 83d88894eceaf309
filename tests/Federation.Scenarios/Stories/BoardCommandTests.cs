namespace Federation.Scenarios;

/// <summary>A board's way as an alliance admin goes it, on the command line.</summary>
public sealed class BoardCommandTests
{
    [Fact]
    public async Task Board_ExportedChangedAndImported_ComesIntoForce()
    {
        await using var alliance = await Alliance.StartAsync();
        await alliance.GivenPartnerAsync("aster");
        await alliance.GivenPartnerAsync("birch");
        await alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 50, 45));
        var file = Path.Combine(Path.GetDirectoryName(alliance.Deployment.CredentialsFile)!, "next.csv");

        await RunAsync(alliance, 0, "export", "boards/1", "--output", file);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            file, text.Replace("coin,birch,,50,45", "coin,birch,,60,50", StringComparison.Ordinal)
            + "pair,aster,birch,,,50,5,0,1000\n",
            TestContext.Current.CancellationToken);
        Assert.Contains("boards/2", await RunAsync(alliance, 0, "import", file), StringComparison.Ordinal);
        Assert.Contains(
            "fee.fixed_units", await RunAsync(alliance, 0, "diff", "boards/1", "boards/2"), StringComparison.Ordinal);
        Assert.Contains("No sequence of conversions gains", await RunAsync(alliance, 0, "check", "boards/2"),
            StringComparison.Ordinal);
        Assert.Contains("0 exchanges", await RunAsync(alliance, 0, "what-if", "boards/2"), StringComparison.Ordinal);
        await RunAsync(alliance, 0, "propose", "boards/2");
        await RunAsync(alliance, 0, "approve", "boards/2");
        await RunAsync(alliance, 0, "publish", "boards/2");
        Assert.Contains("superseded", await RunAsync(alliance, 0, "list"), StringComparison.Ordinal);
        Assert.Contains("boards/2", await RunAsync(alliance, 0, "history"), StringComparison.Ordinal);
        Assert.Contains("60", await RunAsync(alliance, 0, "get"), StringComparison.Ordinal);

        await File.AppendAllTextAsync(file, "pair,birch,aster,30,100,,,,\n", TestContext.Current.CancellationToken);
        await RunAsync(alliance, 0, "import", file, "--json");
        Assert.Contains(
            "aster -> birch -> aster", await RunAsync(alliance, 1, "check", "boards/3"), StringComparison.Ordinal);
        Assert.Contains("BOARD_UNSAFE", await RunAsync(alliance, 1, "propose", "boards/3"), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(Alliance alliance, int exitCode, params string[] arguments)
    {
        var command = CommandLine.Begin(
            ["boards", .. arguments, "--address", alliance.Deployment.Gateways[0], "--credentials",
                alliance.Deployment.CredentialsFile]);
        var code = await command.EndAsync();
        Assert.True(code == exitCode, command.Output);
        return command.Output;
    }
}
