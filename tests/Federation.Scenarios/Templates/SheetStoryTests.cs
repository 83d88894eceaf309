using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;

namespace Federation.Scenarios;

/// <summary>A brand's members and purchases from a sheet, on the command line.</summary>
public sealed class SheetStoryTests
{
    private const string MoreMembers = """[{"number":"ann"},{"number":"dan","language":"en"}]""";

    private const string Members = """
        number,language,birthday,attribute.city
        ann,zh-CN,05-31,Suzhou
        bob,,,
        ann,,,
        cem,,31-05,
        """;

    // 2000-03-01 is the story's first day; the clock is at noon of the second one.
    private const string Purchases = """
        number,time,member,sku,price,quantity
        1,2000-03-01 13:00,ann,tea,20,2
        1,2000-03-01 13:00,ann,cup,5.50,1
        2,2000-03-01 14:00,bob,tea,30,1
        3,2000-03-01 15:00,eve,tea,30,1
        4,2000-03-01 16:00,bob,tea,3.333,1
        5,2000-03-05 16:00,bob,tea,30,1
        6,2000-03-01 17:00,,tea,30,1
        """;

    [Fact]
    public async Task Sheets_ImportedTwice_AreBookedOnce_AndExported()
    {
        await using var alliance = await Alliance.StartAsync();
        var story = await TemplateStory.BeginAsync(alliance, "jd");
        await story.UntilAsync(1);
        await GivenCredentialAsync(alliance);
        var folder = Path.Combine(alliance.Deployment.Folder, "sheets");
        Directory.CreateDirectory(folder);
        string File(string name, string text)
        {
            System.IO.File.WriteAllText(Path.Combine(folder, name), text);
            return Path.Combine(folder, name);
        }

        // Ann and Bob are new; Ann's second row and Cem's birthday are refused.
        var members = File("members.csv", Members);
        var refused = Path.Combine(folder, "refused.csv");
        string[] import = ["import", "members", members, "--as", "jd", "--refused", refused];
        Assert.Equal((4, 2, 0, "4 ann SHEET, 5 cem SHEET"), await ImportAsync(alliance, "members", import));
        Assert.Contains(
            "5,cem,SHEET,\"birthday: '31-05' is", System.IO.File.ReadAllText(refused), StringComparison.Ordinal);
        Assert.Equal((4, 0, 2, "4 ann SHEET, 5 cem SHEET"), await ImportAsync(alliance, "members", import));
        import[2] = File("more.json", MoreMembers);
        Assert.Equal((2, 1, 1, ""), await ImportAsync(alliance, "members", import));
        var ann = (await story.Brand.Members.FindMemberAsync(new() { ExternalId = "ann" })).Member.Name;
        var bob = (await story.Brand.Members.FindMemberAsync(new() { ExternalId = "bob" })).Member.Name;
        // Her row in the second sheet says nothing of her, so it changes nothing.
        var profile = (await story.Brand.MemberPrograms.GetProfileAsync(new() { Member = ann })).Profile;
        Assert.Equal((5, 31, "Suzhou"), (profile.Birthday.Month, profile.Birthday.Day, profile.Attributes[0].Value));

        // 45 coins for 45.50, 30 for 30; nobody's order gives none. Eve is unknown, a price is no
        // price, a day is ahead.
        import = ["import", "purchases", File("orders.csv", Purchases), "--program", "jd/main", "--merchant", "till"];
        const string three = "5 3 SHEET, 6 4 SHEET, 7 5 FIELD_INVALID";
        Assert.Equal((6, 3, 0, three), await ImportAsync(alliance, "orders", import));
        await story.AssertCoinsAsync(ann, 45, 0);
        await story.AssertCoinsAsync(bob, 30, 0);
        Assert.Equal((6, 0, 3, three), await ImportAsync(alliance, "orders", import));
        await story.AssertCoinsAsync(ann, 45, 0);
        // The day has come, and the sheet was put right.
        await story.UntilAsync(5);
        import[2] = File("orders.csv", Purchases.Replace("3.333", "3.33", StringComparison.Ordinal)
            .Replace("eve", "ann", StringComparison.Ordinal));
        Assert.Equal((6, 3, 3, ""), await ImportAsync(alliance, "orders", import));
        await story.AssertCoinsAsync(ann, 75, 0);
        await story.AssertCoinsAsync(bob, 30 + 3 + 30, 0);
        await AssertExportAsync(alliance, story, folder, ann);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>All of it, twice: Ann returns the cup of her order of 45.50, and redeems a reward.</summary>
    private static async Task AssertExportAsync(Alliance alliance, TemplateStory story, string folder, string ann)
    {
        var order = OrderId.Of(ProgramId.Parse(story.Program), "sheet", "1").ToString();
        await story.Brand.Checkout.ReturnOrderAsync(
            new() { Name = order, ReturnId = "r1", Lines = { new ReturnedLine { Number = 2, Quantity = 1 } } });
        await story.UntilAsync(10);
        var cup = await RewardsMade.ActiveAsync(
            story.Brand, "cup", RewardsMade.Terms(story.Id, RewardKind.Goods, 15));
        await story.Brand.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann));
        await story.AssertCoinsAsync(ann, 55, 55);
        var left = (await story.Brand.Members.FindMemberAsync(new() { ExternalId = "dan" })).Member.Name;
        await story.Brand.Members.UnlinkMemberAsync(new() { RequestId = Client.RequestIds.New(), Name = left });
        var files = Path.Combine(folder, "files");
        for (var i = 0; i < 2; i++)
        {
            using var counts = JsonDocument.Parse(await RunAsync(alliance, "export", "jd", files, "--json"));
            // Three of the sheets, one of whom has left, and the story's own. Five orders earned coins; a return, a
            // redemption. The order of nobody in particular moved none of the brand's coins.
            Assert.Equal(
                (4, 7, 0, 5, 6, 1), (Of("members"), Of("journals"), Of("coupons"), Of("orders"), Of("order-lines"),
                    Of("redemptions")));
            int Of(string name) => counts.RootElement.GetProperty(name).GetInt32();
        }
        var rows = await File.ReadAllLinesAsync(
            Path.Combine(files, "orders.csv"), TestContext.Current.CancellationToken);
        Assert.Contains(rows, r => r.StartsWith($"{order},sheet,1,completed,{ann},", StringComparison.Ordinal)
            && r.Contains(",4550,45 coins/jd,550,", StringComparison.Ordinal));
        // Each list is JSON, too, and the entries of all journals sum up to what the wallets have.
        Assert.All(
            Directory.GetFiles(files, "*.json"),
            f => Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(File.ReadAllText(f)).RootElement.ValueKind));
        var wallets = (await File.ReadAllLinesAsync(
                Path.Combine(files, "journals.csv"), TestContext.Current.CancellationToken))
            .Select(r => r.Split(',')).Where(c => c[^3].EndsWith("/wallets/jd", StringComparison.Ordinal))
            .GroupBy(c => c[^3]).ToDictionary(g => g.Key, g => g.Sum(c => long.Parse(c[^1], null)));
        Assert.Equal(55, wallets[$"{ann}/wallets/jd"]);
        Assert.Equal(12, Directory.GetFiles(files).Length);
    }

    private static async Task<string> RunAsync(Alliance alliance, params string[] arguments)
    {
        var command = CommandLine.Begin(
            [.. arguments, "--address", alliance.Deployment.Gateways[0], "--credentials",
                alliance.Deployment.CredentialsFile]);
        var code = await command.EndAsync();
        Assert.True(code == 0, command.Output);
        return command.Output;
    }

    /// <summary>How many there were, were new, were there before, and which rows were refused for what.</summary>
    private static async Task<(int All, int New, int Before, string Refused)> ImportAsync(
        Alliance alliance, string what, string[] arguments)
    {
        var command = CommandLine.Begin(
            [.. arguments, "--json", "--address", alliance.Deployment.Gateways[0], "--credentials",
                alliance.Deployment.CredentialsFile]);
        var code = await command.EndAsync();
        using var report = JsonDocument.Parse(command.Output);
        var root = report.RootElement;
        var refused = root.GetProperty("refused").EnumerateArray().ToList();
        Assert.Equal((refused.Count > 0 ? 1 : 0, 0), (code, root.GetProperty("notReached").GetInt32()));
        return (
            root.GetProperty(what).GetInt32(), root.GetProperty("new").GetInt32(),
            root.GetProperty("thereBefore").GetInt32(), string.Join(
                ", ", refused.Select(
                    r => $"{r.GetProperty("row")} {r.GetProperty("number")} {r.GetProperty("reason")}")));
    }

    private static async Task GivenCredentialAsync(Alliance alliance)
    {
        var path = alliance.Deployment.CredentialsFile;
        var cancel = TestContext.Current.CancellationToken;
        var root = JsonNode.Parse(await File.ReadAllTextAsync(path, cancel))!.AsObject();
        var made = await alliance.NewCredentialAsync("jd", CredentialRole.PartnerAdmin);
        root["partners"] = new JsonObject
        {
            ["jd"] = new JsonObject
            {
                ["client_id"] = made.Credential.ClientId,
                ["client_secret"] = made.ClientSecret,
                ["partner"] = "jd",
            },
        };
        await File.WriteAllTextAsync(path, root.ToJsonString(), cancel);
    }
}
