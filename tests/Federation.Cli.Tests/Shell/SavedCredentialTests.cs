using System.Text.Json.Nodes;
using Federation.Partners.V1;

namespace Federation.Cli.Tests;

public sealed class SavedCredentialTests
{
    private static readonly string[] Create =
        ["credentials", "create", "aster", "--role", "partner-service", "--name", "tills", "--save", "aster-tills"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_Save_WritesTheFileAndPrintsNoSecret(bool json)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync(json ? [.. Create, "--json"] : Create);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.DoesNotContain(ScriptedCredentials.Secret, run.Output);
        var entry = JsonNode.Parse(alliance.CredentialsText)!["partners"]!["aster-tills"]!;
        Assert.Equal(
            ("new-client", ScriptedCredentials.Secret, "aster"),
            (entry["client_id"]!.GetValue<string>(), entry["client_secret"]!.GetValue<string>(),
                entry["partner"]!.GetValue<string>()));
        Assert.Equal("aster",
            JsonNode.Parse(alliance.CredentialsText)!["partners"]!["aster"]!["client_id"]!.GetValue<string>());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, alliance.CredentialsMode);
    }

    [Fact]
    public async Task Rotate_SaveForTheAlliance_IsAnEntryOfTheAlliance()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync("credentials", "rotate", "alliance/credentials/ann", "--save", "second");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var entry = JsonNode.Parse(alliance.CredentialsText)!["alliance"]!["second"]!;
        Assert.StartsWith(ScriptedCredentials.Secret, entry["client_secret"]!.GetValue<string>());
    }

    /// <summary>No secret is lost to another one, and none is asked for that could not be kept.</summary>
    [Theory]
    [InlineData("aster")]
    [InlineData("admin")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task Create_SaveUnderANameThatCannotBe_SendsNothing(string name)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync([.. Create[..^1], name]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("--save: ", run.Error);
        Assert.Empty(alliance.Directory.Requests);
    }

    [Fact]
    public async Task Create_AnsweredWithoutASecret_SavesNothingAndSaysWhatToDo()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Directory.On<CreateCredentialRequest, CreateCredentialResponse>(r => new CreateCredentialResponse
        {
            Credential = new Credential { Name = r.Parent + "/credentials/1", ClientId = "new-client" },
            Replayed = true,
        });
        var run = await alliance.RunAsync(Create);
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("federation credentials rotate partners/aster/credentials/1 --save aster-tills", run.Error);
        Assert.DoesNotContain("aster-tills", alliance.CredentialsText);
    }

    [Fact]
    public async Task Rotate_Save_ReplacesTheSameCredentialAlone()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        await alliance.RunAsync(Create);
        var run =
            await alliance.RunAsync("credentials", "rotate", "partners/aster/credentials/1", "--save", "aster-tills");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(ScriptedCredentials.Secret + "-2", alliance.CredentialsText);
        var before = alliance.CredentialsText;
        run = await alliance.RunAsync("credentials", "rotate", "partners/aster/credentials/1", "--save", "birch");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("has a credential 'birch' already", run.Error);
        Assert.Equal(before, alliance.CredentialsText);
    }
}
