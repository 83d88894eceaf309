using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Accounts.Tests;

/// <summary>A sandbox's alliance time, which stands until a test moves it.</summary>
internal sealed class ClockNeighbour : ClockService.ClockServiceBase
{
    private DateTimeOffset now = new(2011, 12, 9, 0, 0, 0, TimeSpan.Zero);
    private int asked;

    public DateTimeOffset Now => now;

    /// <summary>How often alliance time was asked for.</summary>
    public int Asked => asked;

    public void Pass(TimeSpan span) => now += span;

    public override Task<GetClockResponse> GetClock(GetClockRequest request, ServerCallContext context)
    {
        Interlocked.Increment(ref asked);
        return Task.FromResult(new GetClockResponse
        {
            Clock = new Clock { Sandbox = true, Now = Timestamp.FromDateTimeOffset(now) },
        });
    }
}
