using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>Differences of rule sets, by path.</summary>
public sealed class MessageDiffTests
{
    public static TheoryData<string, Action<RuleSetTerms>, (string Path, string Before, string After)[]> Cases => new()
    {
        { "nothing", _ => { }, [] },
        { "a number", t => t.HoldbackDays = 3, [("holdback_days", "0", "3")] },
        { "a text", t => t.TimeZoneVersion = "2026a", [("time_zone_version", "", "\"2026a\"")] },
        {
            "64 bits", t => t.SettlementUnitsPerMinorUnit = 7,
            [("settlement_units_per_minor_unit", "\"100\"", "\"7\"")]
        },
        { "a kind", t => t.EarnAt = EarnAt.Paid, [("earn_at", "", "\"EARN_AT_PAID\"")] },
        { "an element by position", t => t.Coins.Add("coins/birch"), [("coins[1]", "", "\"coins/birch\"")] },
        {
            "an element by id", t => t.Rules[1].Title.En = "10%",
            [("rules[sale].title.en", "\"sale\"", "\"10%\"")]
        },
        {
            "a part of an effect", t => t.Rules[1].Effects[0].Discount.BasisPoints = 7,
            [("rules[sale].effects[0].discount.basis_points", "1000", "7")]
        },
        {
            "another effect", t => t.Rules[0].Effects[0] = new() { Multiply = new() { FactorBasisPoints = 20_000 } },
            [
                ("rules[base].effects[0].earn", "{ \"units\": \"1\", \"perMinorUnits\": \"100\" }", ""),
                ("rules[base].effects[0].multiply", "", "{ \"factorBasisPoints\": 20000 }"),
            ]
        },
        {
            "a rule less", t => t.Rules.RemoveAt(0),
            [("rules[base]", Json(Given.Terms().Rules[0]), "")]
        },
        {
            "a rule before the others", t => t.Rules.Insert(0, Given.Rule("new")),
            [("rules[new]", "", Json(Given.Rule("new")))]
        },
        {
            "another order", t => (t.Rules[0], t.Rules[1]) = (t.Rules[1].Clone(), t.Rules[0].Clone()),
            [("rules", "[ \"base\", \"sale\" ]", "[ \"sale\", \"base\" ]")]
        },
        {
            "ids that are there twice", t => t.Rules.Add(Given.Rule("sale")),
            [("rules[2]", "", Json(Given.Rule("sale")))]
        },
        {
            "a time", t => t.Campaigns.Add(new Campaign { Id = "may", StartTime = new Timestamp { Seconds = 1 } }),
            [("campaigns[may]", "", "{ \"id\": \"may\", \"startTime\": \"1970-01-01T00:00:01Z\" }")]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Between_TwoRuleSets_SaysWhereTheyDiffer(
        string what, Action<RuleSetTerms> change, (string Path, string Before, string After)[] changes)
    {
        Assert.NotEmpty(what);
        var (before, after) = (Given.Generous(1000), Given.Generous(1000));
        change(after);

        Assert.Equal(changes, MessageDiff.Between(before, after).Select(c => (c.Path, c.Before, c.After)));
        // The way back says the same the other way round.
        Assert.Equal(
            changes.Select(c => (c.Path, c.After, c.Before)).Order(),
            MessageDiff.Between(after, before).Select(c => (c.Path, c.Before, c.After)).Order());
    }

    [Fact]
    public void Between_ATimeAndAnother_IsOneChange()
    {
        var before = new Campaign { Id = "may", StartTime = new Timestamp { Seconds = 1 } };
        var after = new Campaign { Id = "may", StartTime = new Timestamp { Seconds = 2, Nanos = 3_000_000 } };
        var change = Assert.Single(MessageDiff.Between(before, after));
        Assert.Equal(("start_time", "\"1970-01-01T00:00:01Z\"", "\"1970-01-01T00:00:02.003Z\""),
            (change.Path, change.Before, change.After));
    }

    [Fact]
    public async Task DiffRuleSets_OfOneProgramme_ComparesWhatTheySay()
    {
        await using var module = await Module.StartAsync();
        var (first, second) = (await module.DraftAsync(Given.Generous(1)), await module.DraftAsync(Given.Generous(2)));
        var diff = await module.Programs.DiffRuleSets(new() { Name = first.Name, Other = second.Name }, Call.Alliance);
        Assert.Equal("rules[sale].effects[0].discount.basis_points", Assert.Single(diff.Changes).Path);
        Assert.Equal(["other"], await Refusals.FieldsAsync(module.Programs.DiffRuleSets(
            new() { Name = first.Name, Other = "partners/aster/programs/club/ruleSets/1" }, Call.Ann)));
    }

    private static string Json(Rule rule) => rule.ToString();
}
