using Federation.Design;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>A page about a programme of the person's brand.</summary>
public abstract class BrandProgramPage : StaffPage
{
    /// <summary>The most rows that a page asks for.</summary>
    private protected const int MostRows = 200;

    /// <summary>The programme's id.</summary>
    [Parameter]
    public string Program { get; set; } = "";

    /// <summary>The rule set's number.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    /// <summary>The brand, <c>partners/{id}</c>.</summary>
    private protected string Brand => Me?.Principal ?? "";

    private protected string ProgramName => $"{Brand}/programs/{Program}";

    private protected string RuleSetName => $"{ProgramName}/ruleSets/{Number}";

    private protected string ProgramPath => ProgramPaths.Of(Program);

    private protected string RuleSetPath => ProgramPaths.Of(Program, Number);

    /// <summary>The zone in which this brand's people think: that of its first coin.</summary>
    private protected TimeZoneInfo Zone =>
        Coins.Values.Where(c => c.Partner == Brand).OrderBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault()?.Zone
        ?? TimeZoneInfo.Utc;

    /// <summary>A time as people read it; nothing where there is none.</summary>
    private protected string When(Timestamp? time)
    {
        if (time is null)
            return "";
        var local = TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), Zone).DateTime;
        return $"{F.Date(DateOnly.FromDateTime(local))} {F.Time(TimeOnly.FromDateTime(local))}";
    }

    /// <summary>A share in basis points.</summary>
    private protected string ShareOf(int basisPoints) =>
        basisPoints == int.MaxValue ? T.NoBound : F.Percent(basisPoints, 2);

    /// <summary>Who did something, by what the brand calls them.</summary>
    private protected static string WhoIs(string name) => Isolated.Of(ResourceNames.LastPart(name));

    private protected string StateOf(RuleSetState state) => state switch
    {
        RuleSetState.Draft => T.StateDraft,
        RuleSetState.Proposed => T.StateProposed,
        RuleSetState.Approved => T.StateApproved,
        RuleSetState.Published => T.StatePublished,
        _ => T.StateSuperseded,
    };

    private protected static TagKind KindOf(RuleSetState state) => state switch
    {
        RuleSetState.Published => TagKind.Good,
        RuleSetState.Proposed => TagKind.Warn,
        RuleSetState.Approved => TagKind.Accent,
        _ => TagKind.Plain,
    };

    private protected async Task<RuleSet> RuleSetAsync() => (await Alliance.Client.Programs.GetRuleSetAsync(
        new GetRuleSetRequest { Name = RuleSetName }, cancellationToken: Alliance.Cancel)).RuleSet;

    private protected async Task<IReadOnlyList<RuleSet>> RuleSetsAsync() =>
        (await Alliance.Client.Programs.ListRuleSetsAsync(
            new ListRuleSetsRequest { Parent = ProgramName, PageSize = MostRows }, cancellationToken: Alliance.Cancel))
            .RuleSets;

    private protected async Task<Federation.Programs.V1.Program> ProgramAsync() =>
        (await Alliance.Client.Programs.GetProgramAsync(
            new GetProgramRequest { Name = ProgramName }, cancellationToken: Alliance.Cancel)).Program;

    /// <summary>The number of a rule set.</summary>
    private protected static string NumberOf(string ruleSet) => ResourceNames.LastPart(ruleSet);
}
