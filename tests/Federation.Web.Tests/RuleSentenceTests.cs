using Federation.Design;
using Federation.Programs.V1;

namespace Federation.Web.Tests;

/// <summary>What rules on events say to those who approve them.</summary>
public sealed class RuleSentenceTests
{
    private static readonly Rule CheckIn = new()
    {
        Id = "check-in",
        On = new Trigger { Events = { new EventType { Kind = EventKind.CheckIn } } },
        Effects =
        {
            new Effect
            {
                Earn = new Earn
                {
                    Units = 5,
                    Table = new EventTable
                    {
                        By = EventAttribute.RunDay,
                        Rows = { new EventTableRow { Key = "7", Units = 30 } },
                    },
                },
            },
        },
    };

    [Fact]
    public void RuleOnEvents_SaysWhatItIsOn_AndItsTable()
    {
        var says = In(Language.English);
        Assert.Equal("It happens at one of check-in.", Plain(says.If(CheckIn)!.Text));
        var gives = says.Gives(CheckIn).Single();
        Assert.Equal("On day 7 of the run: 30.", Plain(gives.Below.Single().Text));
        Assert.Equal("发生以下行为之一:签到。", Plain(In(Language.Chinese).If(CheckIn)!.Text));
    }

    [Fact]
    public void ConditionOnAnEvent_IsBelowWhatTheRuleIsOn()
    {
        var rule = CheckIn.Clone();
        rule.On.Events.Add(new EventType { Kind = EventKind.Named, Name = "walk" });
        rule.Condition = new Condition
        {
            Event = new EventIs { Grades = { "hard" }, Recommendation = new ScoreRange { Highest = 6 } },
        };
        var on = In(Language.English).If(rule)!;
        Assert.Equal("It happens at one of check-in, walk.", Plain(on.Text));
        Assert.Equal(
            ["Its grade is one of hard.", "The likelihood to recommend is 0 to 6 of 10."],
            on.Below.Single().Below.Select(b => Plain(b.Text)));
    }

    private static RuleSentences In(Language language) => new(
        new RuleSetTerms { Currency = "CNY", Coins = { "coins/star" } }, WebTexts.In(language),
        new Look(language, Theme.System, "/"), _ => CoinView.Unknown("star"));

    /// <summary>Without the marks that keep names apart from the text around them.</summary>
    private static string Plain(string text) => new([.. text.Where(c => c is not ('\u2068' or '\u2069'))]);
}
