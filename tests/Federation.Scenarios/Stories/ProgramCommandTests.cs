using System.Globalization;
using Federation.Partners.V1;

namespace Federation.Scenarios;

/// <summary>A rule set's way as two people of a brand go it, on the command line.</summary>
public sealed class ProgramCommandTests
{
    private const string Terms = """
        {
          "currency": "GBP", "settlementUnitsPerMinorUnit": "100", "timeZone": "Europe/London",
          "coins": ["coins/aster"], "unpaidMinutes": 30,
          "rules": [
            { "id": "base", "title": { "en": "A coin a pound" },
              "effects": [{ "earn": { "units": "1", "perMinorUnits": "100" } }] }
          ]
        }
        """;

    /// <summary>Modules in one process ask each other directly, others over their addresses.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RuleSet_WrittenChangedAndProposed_ComesIntoForceAndGoesBack(bool split)
    {
        await using var alliance =
            new Alliance(split ? await Deployment.SplitAsync() : await Deployment.OneAsync());
        await alliance.GivenPartnerAsync("aster");
        var cancel = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetDirectoryName(alliance.Deployment.CredentialsFile)!, "rules.json");
        await File.WriteAllTextAsync(file, Terms, cancel);
        await GivenPeopleAsync(alliance);

        await RunAsync(alliance, 0, "create", "aster/main", "--title", "Aster Club");
        Has("worthless", await RunAsync(alliance, 0, "check", "aster/main", "--file", file));
        await alliance.GivenBoardAsync(100, ("aster", 100, 90));
        Assert.DoesNotContain(
            "worthless", await RunAsync(alliance, 0, "check", "aster/main", "--file", file), StringComparison.Ordinal);
        await RunAsync(alliance, 0, "draft", "aster/main", file);
        await RunAsync(alliance, 0, "propose", "aster/main/1");
        Has("SAME_PERSON", await RunAsync(alliance, 1, "approve", "aster/main/1"));
        await RunAsync(alliance, 0, "approve", "aster/main/1", "--as", "aster-bob");
        await RunAsync(alliance, 0, "publish", "aster/main/1");

        await RunAsync(alliance, 0, "get", "aster/main/-", "--output", file);
        var text = await File.ReadAllTextAsync(file, cancel);
        await File.WriteAllTextAsync(
            file, text.Replace("\"perMinorUnits\": \"100\"", "\"perMinorUnits\": \"50\"", StringComparison.Ordinal),
            cancel);
        await RunAsync(alliance, 0, "draft", "aster/main", file);
        Has("rules[base].effects[0].earn.per_minor_units",
            await RunAsync(alliance, 0, "diff", "aster/main/1", "aster/main/2"));
        await RunAsync(alliance, 0, "propose", "aster/main/2");
        await RunAsync(alliance, 0, "approve", "aster/main/2", "--as", "aster-bob");
        await RunAsync(alliance, 0, "publish", "aster/main/2");
        Has("ruleSets/2", await RunAsync(alliance, 0, "get", "aster/main"));
        await RunAsync(alliance, 0, "publish", "aster/main/1");
        Has("ruleSets/1", await RunAsync(alliance, 0, "get", "aster/main"));
        Has("superseded", await RunAsync(alliance, 0, "list", "aster/main"));
        Has("aster-", await RunAsync(alliance, 0, "history", "aster/main"));
        await SimulateAndVerifyAsync(alliance, file + ".record");
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>An order of five pounds: five coins, ten by the second rule set.</summary>
    private static async Task SimulateAndVerifyAsync(Alliance alliance, string file)
    {
        var till = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerService);
        var now = (await till.Clock.GetClockAsync(new())).Clock.Now;
        var order = ProgramsMade.Order("aster", now);
        order.Member = await Alliance.GivenMemberAsync(till, "ann");
        order.Lines[0].ListMinorUnits = 500;
        var placed = await till.Checkout.PlaceOrderAsync(
            new() { Program = "partners/aster/programs/main", Order = order });

        var from = now.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var to = now.ToDateTime().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var simulated = await RunAsync(alliance, 0, "simulate", "aster/main/2", "--from", from, "--to", to);
        Has("5 aster", simulated);
        Has("10 aster", simulated);
        Has("1 orders of 1 members", simulated);
        Has(placed.Journal, await RunAsync(alliance, 0, "verify", placed.EvaluationName, "--save", file));
        await RunAsync(alliance, 0, "verify", "--file", file);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            file, text.Replace("\"tea\"", "\"tee\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Has("was changed", await RunAsync(alliance, 1, "verify", "--file", file));
    }

    /// <summary>Two admins of aster's in the file of credentials: aster and aster-bob.</summary>
    private static async Task GivenPeopleAsync(Alliance alliance)
    {
        var path = alliance.Deployment.CredentialsFile;
        var cancel = TestContext.Current.CancellationToken;
        var root = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(path, cancel))!.AsObject();
        var partners = new System.Text.Json.Nodes.JsonObject();
        foreach (var name in new[] { "aster", "aster-bob" })
        {
            var made = await alliance.NewCredentialAsync("aster", CredentialRole.PartnerAdmin);
            partners[name] = new System.Text.Json.Nodes.JsonObject
            {
                ["client_id"] = made.Credential.ClientId,
                ["client_secret"] = made.ClientSecret,
                ["partner"] = "aster",
            };
        }
        root["partners"] = partners;
        await File.WriteAllTextAsync(path, root.ToJsonString(), cancel);
    }

    private static void Has(string part, string output) => Assert.Contains(part, output, StringComparison.Ordinal);

    private static async Task<string> RunAsync(Alliance alliance, int exitCode, params string[] arguments)
    {
        var command = CommandLine.Begin(
            ["programs", .. arguments, "--address", alliance.Deployment.Gateways[0], "--credentials",
                alliance.Deployment.CredentialsFile]);
        var code = await command.EndAsync();
        Assert.True(code == exitCode, command.Output);
        return command.Output;
    }
}
