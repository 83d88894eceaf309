using Federation.Rules;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>A small story for each template, with every balance computed by hand: the template is applied, approved by
/// a second person and published, and what it proposes besides is set up.</summary>
public sealed class TemplateStoryTests(TemplateStoryTests.OneNode node) : IClassFixture<TemplateStoryTests.OneNode>
{
    private static readonly Dictionary<string, Func<TemplateStory, Task>> Stories = new()
    {
        ["amazon-prime"] = OfferStories.AmazonPrimeAsync,
        ["ant-forest"] = ActStories.AntForestAsync,
        ["applecare"] = RewardTemplateStories.AppleCareAsync,
        ["coupons"] = OfferStories.CouponsAsync,
        ["four-tiers"] = LevelStories.FourTiersAsync,
        ["jd"] = RewardTemplateStories.JdAsync,
        ["mcdonalds"] = OfferStories.McDonaldsAsync,
        ["member-coins"] = LevelStories.MemberCoinsAsync,
        ["one-for-one"] = RewardTemplateStories.OneForOneAsync,
        ["points-mall"] = RewardTemplateStories.PointsMallAsync,
        ["starbucks"] = LevelStories.StarbucksAsync,
        ["stored-value"] = OfferStories.StoredValueAsync,
        ["xiaomi"] = ActStories.XiaomiAsync,
    };

    public static TheoryData<string> Templates => [.. RuleSetTemplates.All.Select(t => t.Id)];

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Template_InAStory_GivesWhatItSays(string template)
    {
        var alliance = await node.AllianceAsync();
        await Stories[template](await TemplateStory.BeginAsync(alliance, template));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    [Theory]
    [InlineData("member-coins")]
    [InlineData("points-mall")]
    public async Task Template_OnPostgreSql_GivesTheSame(string template)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(DatabaseKind.Postgres));
        await Stories[template](await TemplateStory.BeginAsync(alliance, template));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>One alliance for all stories, a brand for each; started by the first.</summary>
    public sealed class OneNode : IAsyncLifetime
    {
        private Alliance? started;

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        internal async Task<Alliance> AllianceAsync() => started ??= await Alliance.StartAsync();

        public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
