using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

/// <summary>What check-ins of the present day and the next ones give a member.</summary>
/// <param name="ruleSet">The rule set in force.</param>
/// <param name="member">What is known of the member.</param>
/// <param name="now">Alliance time.</param>
/// <param name="tallies">What was counted of members.</param>
/// <param name="worths">On-values of coins.</param>
/// <param name="posting">The ledger.</param>
internal sealed class CheckInDays(
    PublishedRuleSet ruleSet, MemberFacts member, Timestamp now, MemberTallies tallies, CoinWorths worths,
    PostingService.PostingServiceClient posting)
{
    /// <summary>Adds the record of this day's check-in, and what those to come would give.</summary>
    /// <param name="status">How the member's run stands.</param>
    /// <param name="name">The brand's name of the member.</param>
    /// <param name="count">For so many days, the present one included.</param>
    /// <param name="options">For whom.</param>
    public async Task AddAsync(CheckInStatus status, string name, int count, CallOptions options)
    {
        var (rules, program) = (ruleSet.Rules, ruleSet.Name.Program);
        if (await TodayAsync(name, options) is { } today)
            (status.CheckedIn, status.EvaluationName) = (true, today);
        var facts = new Facts { Member = member };
        if (rules.LimitsMoney)
            facts.Coins.AddRange(await worths.OfAsync(rules.Terms, options.CancellationToken));
        var forecast = new CheckInForecast(rules, facts, now);
        var first = status.CheckedIn ? 1 : 0;
        var keys = forecast.Tallies(first, count - first);
        var counted = keys.Count == 0 ? new Dictionary<TallyKey, long>() : await tallies.ReadAsync(
            program, member.Id, keys, options.CancellationToken);
        status.Days.AddRange(forecast.Days(first, count - first, counted));
    }

    /// <summary>The record of this day's check-in, whoever reported it; null if there was none.</summary>
    private async Task<string?> TodayAsync(string name, CallOptions options)
    {
        var program = ruleSet.Name.Program;
        var day = ruleSet.Rules.Calendar.At(now).Day;
        if (EventKeys.CountedOnce(program, EventKeys.OwnCheckIn(name, day, now), day) is not { } key)
            return null;
        var found = await posting.FindBundlesAsync(new FindBundlesRequest { Keys = { key } }, options);
        return found.Bundles.Count == 0 ? null : ResourceNames.Evaluation(
            program.ToString(), found.Bundles[0].Journal.Detail.Unpack<EventDetail>().Digest.Span);
    }
}
