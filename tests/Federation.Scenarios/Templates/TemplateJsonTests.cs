using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Federation.Client;

namespace Federation.Scenarios;

/// <summary>What a template proposes to set up, over JSON: asked for, and sent as it came.</summary>
public sealed class TemplateJsonTests
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["federation.partners.v1.UpdateCoinRequest"] = "coins/aster:update",
        ["federation.messages.v1.SetMessageSettingsRequest"] = "partners/aster/messageSettings",
        ["federation.rewards.v1.CreateRewardRequest"] = "partners/aster/rewards",
        ["federation.rewards.v1.CreateDrawRequest"] = "partners/aster/draws",
    };

    [Fact]
    public async Task Setup_SentAsItCame_IsTaken()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        await aster.Programs.CreateProgramAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/aster",
            ProgramId = "main",
            Title = new() { En = "Club" },
        });
        using var http = new HttpClient { BaseAddress = new Uri(alliance.Deployment.Processes[0].Http + "/v1/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await aster.GetAccessTokenAsync());
        // Coin, messages and a donation; coin, messages and a draw.
        Assert.Equal(3, await SetUpAsync(http, "member-coins"));
        Assert.Equal(3, await SetUpAsync(http, "jd"));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Applies a template and sends each request that it proposes; how many.</summary>
    private static async Task<int> SetUpAsync(HttpClient http, string template)
    {
        var applied = await PostAsync(http, "partners/aster/programs/main/ruleSets:applyTemplate", new()
        {
            ["requestId"] = RequestIds.New(),
            ["template"] = template,
            ["coin"] = "coins/aster",
            ["currency"] = "CNY",
            ["settlementUnitsPerMinorUnit"] = "100",
            ["timeZone"] = "Asia/Shanghai",
        });
        var sent = 0;
        foreach (var step in applied["setup"]!.AsArray())
        {
            if (step!["request"] is not JsonObject request)
                continue;
            var type = request["@type"]!.GetValue<string>().Split('/')[^1];
            request.Remove("@type");
            request.Remove("name");
            request.Remove("parent");
            request["requestId"] = RequestIds.New();
            await PostAsync(http, Paths[type], request.DeepClone().AsObject());
            sent++;
        }
        return sent;
    }

    private static async Task<JsonObject> PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
