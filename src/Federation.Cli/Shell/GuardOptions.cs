using System.CommandLine;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Option = System.CommandLine.Option;

namespace Federation.Cli;

/// <summary>Under which conditions a command of the ledger is done: <c>--not-after</c> and its like.</summary>
internal sealed class GuardOptions
{
    private readonly Option<string?> notAfter = new("--not-after")
    {
        Description = "Do not decide it after this moment: 30s, 5m from now, or a moment (UTC, system time).",
        HelpName = "TIME",
    };

    private readonly Option<long?> minAvailable = new("--min-available")
    {
        Description = "Refuse it if fewer coins were available afterwards.",
        HelpName = "UNITS",
    };

    private readonly Option<long?> maxBalance = new("--max-balance")
    {
        Description = "Refuse it if more coins were in the wallet afterwards.",
        HelpName = "UNITS",
    };

    private readonly Option<long?> expectedVersion = new("--expected-version")
    {
        Description = "Refuse it if the wallet is not at this version before.",
        HelpName = "VERSION",
    };

    public IReadOnlyList<Option> All => [notAfter, minAvailable, maxBalance, expectedVersion];

    /// <summary>The guards that were given; null where none was.</summary>
    public Guards? Of(ParseResult parse)
    {
        var guards = new Guards();
        if (parse.GetValue(notAfter) is { } moment)
            guards.NotAfter = Timestamp.FromDateTimeOffset(Moments.After(TimeProvider.System.GetUtcNow(), moment));
        if (parse.GetValue(minAvailable) is { } fewest)
            guards.MinAvailableUnits = fewest;
        if (parse.GetValue(maxBalance) is { } most)
            guards.MaxBalanceUnits = most;
        if (parse.GetValue(expectedVersion) is { } version)
            guards.ExpectedVersion = version;
        return guards.CalculateSize() > 0 ? guards : null;
    }
}
