using System.Diagnostics;
using System.Net;
using Federation.Ledger.V1;
using Google.Rpc;

namespace Federation.Gateway.Tests;

public sealed class RateLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Principal_PastItsRate_IsReportedWhenToRetry()
    {
        await BeforeTheNextPermitAsync(
            new() { ["Gateway:PermitsPerSecond"] = "1", ["Gateway:Burst"] = "1" },
            async gateway =>
            {
                await Clock(gateway, "partners/aster").GetClockAsync(new GetClockRequest(), cancellationToken: Cancel);
                var refused = await Refused.ByAsync(
                    Clock(gateway, "partners/aster").GetClockAsync(new GetClockRequest(), cancellationToken: Cancel));
                Assert.Equal((Grpc.Core.StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.Code, refused.Reason));
                Assert.InRange(refused.Status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan(), TimeSpan.FromTicks(1),
                    TimeSpan.FromSeconds(1));

                using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/clock");
                request.Headers.Authorization = new("Bearer", gateway.Authority.Token("partners/aster"));
                using var response = await gateway.Json.SendAsync(request, Cancel);
                var json = await Refused.ByAsync(response);
                Assert.Equal((429, "RATE_LIMITED"), (json.Http, json.Reason));
                Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);

                // Another principal has a rate of its own.
                await Clock(gateway, "partners/birch").GetClockAsync(new GetClockRequest(), cancellationToken: Cancel);
            });
    }

    [Fact]
    public async Task Address_PastItsRate_GetsNoMoreTokens()
    {
        await BeforeTheNextPermitAsync(
            new() { ["Gateway:AddressPermitsPerSecond"] = "1", ["Gateway:AddressBurst"] = "1" },
            async gateway =>
            {
                using var first = await gateway.Json.PostAsync("/connect/token", null, Cancel);
                Assert.Equal(HttpStatusCode.OK, first.StatusCode);
                Assert.Equal(
                    $"http://{gateway.Json.BaseAddress!.Authority}", await first.Content.ReadAsStringAsync(Cancel));
                using var second = await gateway.Json.PostAsync("/connect/token", null, Cancel);
                var refused = await Refused.ByAsync(second);
                Assert.Equal((429, "RATE_LIMITED"), (refused.Http, refused.Reason));
                Assert.NotNull(second.Headers.RetryAfter);
            });
    }

    /// <summary>Who has one address of a /64 network has all of them.</summary>
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("fe80::1%1", "fe80::2%2", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    public void Addresses_OfOneNetwork_ShareARate(string one, string other, bool share) =>
        Assert.Equal(share, RateLimits.NetworkOf(IPAddress.Parse(one)) == RateLimits.NetworkOf(IPAddress.Parse(other)));

    [Fact]
    public async Task Address_OneNewTokenOnManyCallsAtOnce_CountsOnce()
    {
        await BeforeTheNextPermitAsync(
            new() { ["Gateway:AddressPermitsPerSecond"] = "1", ["Gateway:AddressBurst"] = "1" },
            async gateway =>
            {
                var clock = Clock(gateway, "partners/aster");
                await Task.WhenAll(Enumerable.Range(0, 50).Select(
                    _ => clock.GetClockAsync(new GetClockRequest(), cancellationToken: Cancel).ResponseAsync));

                var refused = await Refused.ByAsync(
                    Clock(gateway, "partners/birch").GetClockAsync(new GetClockRequest(), cancellationToken: Cancel));
                Assert.Equal((Grpc.Core.StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.Code, refused.Reason));
            });
    }

    /// <summary>There is a new permit after a second. A machine that takes longer for a test does it again.</summary>
    private static async Task BeforeTheNextPermitAsync(
        Dictionary<string, string?> settings, Func<RunningGateway, Task> test)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var gateway = await RunningGateway.StartedAsync(settings);
            var started = Stopwatch.GetTimestamp();
            try
            {
                await test(gateway);
                return;
            }
            catch (Exception) when (attempt < 50 && Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(0.9))
            {
                // Whatever went wrong, a new permit may be the cause.
            }
        }
    }

    private static ClockService.ClockServiceClient Clock(RunningGateway gateway, string principal) =>
        new(gateway.As(gateway.Authority.Token(principal)));
}
