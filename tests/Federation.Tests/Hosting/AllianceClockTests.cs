using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Tests;

public sealed class AllianceClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 20, 0, 0, TimeSpan.Zero);

    /// <summary>What must be booked before a time is held to the ledger's clock, whatever this node's shows.</summary>
    [Theory]
    [InlineData(false, -3600, 60)]
    [InlineData(false, 3600, 60)]
    // Alliance time stands while the test lasts: the minute is one of system time.
    [InlineData(true, -3600, -3540)]
    public async Task SystemTime_OfAMoment_IsTheLedgersInProduction(bool sandbox, int nodeIsAhead, int expected)
    {
        var ledger = new Peer().On<GetClockRequest, GetClockResponse>(
            "GetClock", _ => new() { Clock = new() { Now = Now.ToTimestamp(), Sandbox = sandbox } });
        var clock = new AllianceClock(
            new ClockService.ClockServiceClient(ledger), new WrongClock(Now.AddSeconds(nodeIsAhead)));
        var now = await clock.NowAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Now, now);
        Assert.Equal(Now.AddSeconds(expected), clock.SystemTimeOf(now.AddMinutes(1), now));
    }

    private sealed class WrongClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => 0;
    }
}
