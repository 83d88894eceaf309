using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules;

/// <summary>Looks up what the parts of a rule set name.</summary>
internal sealed class RuleSetCompiler
{
    private readonly RuleSetTerms terms;
    private readonly List<CompiledFilter> filters = [];
    private readonly Dictionary<ByteString, int> filterNumbers = [];
    private readonly Dictionary<string, CompiledCounter> counters;
    private readonly Dictionary<string, CompiledCampaign> campaigns;
    private readonly Dictionary<string, CompiledGroup> groups;
    private readonly Dictionary<string, IEnumerable<int>> calendars;
    private readonly List<CompiledLimit> programLimits;

    public RuleSetCompiler(RuleSetTerms terms)
    {
        this.terms = terms;
        counters =
            terms.Counters.Select((c, i) => new CompiledCounter(i, TallyNames.Counter(c.Id), c, FilterOf(c.Lines)))
            .ToDictionary(c => c.Terms.Id, StringComparer.Ordinal);
        Schemes = [.. terms.TierSchemes.Select(s => new CompiledScheme(TallyNames.Tier(s.Id), s, FilterOf(s.Lines)))];
        campaigns = terms.Campaigns.ToDictionary(
            c => c.Id, c => new CompiledCampaign(c, LimitsOf(TallyNames.Campaign(c.Id), c.Limits)),
            StringComparer.Ordinal);
        groups = terms.Groups.Select((g, i) => KeyValuePair.Create(g.Id, new CompiledGroup(i + 1, g.Combine)))
            .Prepend(KeyValuePair.Create("", new CompiledGroup(0, Combine.Stack)))
            .ToDictionary(StringComparer.Ordinal);
        calendars = terms.Calendars.ToDictionary(c => c.Id, c => c.Days.Select(Days.Of), StringComparer.Ordinal);
        programLimits = LimitsOf(TallyNames.Program, terms.Limits);
        Rules = [.. terms.Rules.Select(Compile).OrderBy(r => r.Stage).ThenBy(r => r.Group.Index)
            .ThenBy(r => r.Terms.Priority).ThenByDescending(r => r.Stage == Stage.Order && r.IsPercentage)
            .ThenBy(r => r.Id, StringComparer.Ordinal)];
        for (var i = 0; i < Rules.Count; i++)
            Rules[i].Index = i;
    }

    public IReadOnlyList<CompiledRule> Rules { get; }

    public Vocabulary Words { get; } = new();

    public IReadOnlyList<CompiledFilter> Filters => filters;

    public IReadOnlyList<CompiledCounter> Counters => [.. counters.Values];

    public IReadOnlyList<CompiledScheme> Schemes { get; }

    public int LimitCount { get; private set; }

    private CompiledRule Compile(Rule rule)
    {
        var campaign = rule.Campaign.Length > 0 ? campaigns[rule.Campaign] : null;
        var condition = rule.Condition is { } written ? Compile(written, rule.Id) : null;
        var required = condition?.Required.ToList() ?? [];
        var own = LimitsOf(TallyNames.Rule(rule.Id), rule.Limits);
        List<CompiledLimit> ownAndCampaigns = [.. own, .. campaign?.Limits ?? []];
        var effects = rule.Effects.Select(Compile).ToList();
        return new CompiledRule
        {
            Terms = rule,
            Stage = CompiledEffect.StageOf(rule.Effects[0]),
            Triggers = EventTypes.Of(rule),
            Group = groups[rule.Group],
            Excludes = [.. rule.Excludes.Select(g => groups[g].Index)],
            Campaign = campaign,
            Limits = [.. ownAndCampaigns, .. programLimits],
            Condition = condition,
            Effects = effects,
            NeedsMember = effects.Exists(e => e.NeedsMember) || ownAndCampaigns.Exists(l => l.Terms.Per == Per.Member),
            Coupons = [.. required.Where(c => c.Terms.IsCase == Condition.IsOneofCase.Coupon)
                .Select(c => c.Terms.Coupon)],
            Every = required.Find(c => c.Terms.Count?.ReachedCase == CountReached.ReachedOneofCase.Every),
            Given = TallyNames.Given(rule.Id),
        };
    }

    private CompiledCondition Compile(Condition condition, string rule) => new()
    {
        Terms = condition,
        Children = condition.IsCase switch
        {
            Condition.IsOneofCase.All => [.. condition.All.Of.Select(c => Compile(c, rule))],
            Condition.IsOneofCase.Any => [.. condition.Any.Of.Select(c => Compile(c, rule))],
            Condition.IsOneofCase.Not => [Compile(condition.Not, rule)],
            _ => [],
        },
        Filter = FilterOf(condition.IsCase switch
        {
            Condition.IsOneofCase.Basket => condition.Basket.Lines,
            Condition.IsOneofCase.Lines => condition.Lines.Lines,
            _ => null,
        }),
        Window = condition.Time is { } time
            ? new Window(time, terms.DayStartMinutes, time.Calendar.Length > 0 ? calendars[time.Calendar] : null)
            : null,
        Counter = condition.Count is { } count ? counters[count.Counter] : null,
        Given = TallyNames.Given(rule),
    };

    private CompiledEffect Compile(Effect effect)
    {
        var filter = FilterOf(effect.GivesCase switch
        {
            Effect.GivesOneofCase.Earn => effect.Earn.Lines,
            Effect.GivesOneofCase.Discount => effect.Discount.Lines,
            Effect.GivesOneofCase.Price => effect.Price.Lines,
            Effect.GivesOneofCase.BuyGet => effect.BuyGet.Buy,
            _ => null,
        });
        return new CompiledEffect(effect, filter, effect.BuyGet?.Get is { } get ? FilterOf(get) : filter);
    }

    private List<CompiledLimit> LimitsOf(string owner, IEnumerable<Limit> limits) =>
        [.. limits.Select(l => new CompiledLimit(LimitCount++, TallyNames.Limit(owner, l), l))];

    /// <summary>The number of a filter: equal ones have one number, so that each is held against the lines
    /// once.</summary>
    private int FilterOf(LineFilter? filter)
    {
        var key = (filter ?? new LineFilter()).ToByteString();
        if (!filterNumbers.TryGetValue(key, out var number))
        {
            filterNumbers[key] = number = filters.Count;
            filters.Add(new CompiledFilter(filter ?? new LineFilter(), Words));
        }
        return number;
    }
}
