using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What is looked for at night, with the usual values where the rule set says nothing.</summary>
/// <param name="Terms">The rule set in force.</param>
internal sealed record NightlyTerms(RuleSetTerms Terms)
{
    private readonly NightlyChecks checks = Terms.NightlyChecks ?? new NightlyChecks();

    public bool IsOff => checks.Off;

    public int StarDays => Or(checks.StarDays, 7);

    public int StarMembers => Or(checks.StarMembers, 10);

    public int ReturnDays => Or(checks.ReturnDays, 90);

    public int ReturnBasisPoints => Or(checks.ReturnBasisPoints, 5000);

    public int ReturnOrders => Or(checks.ReturnOrders, 5);

    public long ReturnMinorUnits => checks.ReturnMinorUnits == 0 ? 100_000 : checks.ReturnMinorUnits;

    public int CaseDays => Or(Terms.CaseDays, OrderChecks.UsualCaseDays);

    private static int Or(int value, int usual) => value == 0 ? usual : value;
}
