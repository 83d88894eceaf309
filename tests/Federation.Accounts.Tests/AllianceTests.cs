namespace Federation.Accounts.Tests;

/// <summary>Tests that run on each database.</summary>
public abstract class AllianceTests
{
    protected AllianceTests(Alliance alliance)
    {
        Assert.SkipWhen(alliance.Missing is not null, alliance.Missing ?? "");
        Alliance = alliance;
    }

    private protected Alliance Alliance { get; }

    private protected Brand Aster => Alliance.Brand("aster");

    private protected Brand Birch => Alliance.Brand("birch");

    private protected Brand Cedar => Alliance.Brand("cedar");

    private protected Person Ada => Alliance.Person("ada", Hosting.Role.AllianceAdmin);

    private protected Person Ben => Alliance.Person("ben", Hosting.Role.AllianceApprover);

    private protected Brand Plain => Alliance.Brand("plain");
}
