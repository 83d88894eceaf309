using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>The last use of a limit, and two orders that want it at the same moment: one of them gets it, and the other
/// is placed without it.</summary>
public sealed class LastUseTests
{
    private const string Program = "partners/aster/programs/main";
    private const int Rounds = 60;
    private int number;

    public static TheoryData<DatabaseKind, Per> Limits => new(
        from kind in TestDatabase.Kinds from per in new[] { Per.Member, Per.Everyone } select (kind, per));

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task LastUse_WantedByTwoOrdersAtOnce_IsGivenToOne(DatabaseKind kind, Per per)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var first = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var begin = await ProgramsMade.InForceAsync("aster", first, second, Terms(per));
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = begin + Days(Rounds + 1) });
        var ann = await Alliance.GivenMemberAsync(first, "ann");
        var other = per == Per.Member ? ann : await Alliance.GivenMemberAsync(first, "bob");

        for (var round = 0; round < Rounds; round++)
        {
            // Each day has a last use of its own.
            var time = begin + Days(round);
            Assert.Equal("base gift", await PlaceAsync(first, ann, time));
            var both = await Task.WhenAll(PlaceAsync(first, ann, time), PlaceAsync(second, other, time));
            Assert.Equal(["base", "base gift"], both.Order(StringComparer.Ordinal));
            Assert.Equal("base", await PlaceAsync(second, other, time));
        }
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Places an order; the rules that gave something.</summary>
    private async Task<string> PlaceAsync(FederationClient till, string member, Timestamp time)
    {
        var order = ProgramsMade.Order("aster", time);
        (order.EventId, order.Member) = ($"{Interlocked.Increment(ref number)}", member);
        var placed = await till.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order });
        return string.Join(' ', placed.Evaluation.Awards.Select(a => a.Rule).Order(StringComparer.Ordinal));
    }

    private static Duration Days(int days) => Duration.FromTimeSpan(TimeSpan.FromDays(days));

    /// <summary>A coin twice a day, for each or for all.</summary>
    private static RuleSetTerms Terms(Per per)
    {
        var terms = ProgramsMade.Terms("aster");
        terms.Rules.Add(new Rule
        {
            Id = "gift",
            Title = new LocalizedText { En = "A coin" },
            Effects = { new Effect { Earn = new Earn { Units = 1, Promotional = true } } },
            Limits = { new Limit { Per = per, Period = Period.Day, Of = LimitedBy.Times, AtMost = 2 } },
        });
        return terms;
    }
}
