using Federation.Hosting;

namespace Federation.Tests;

public sealed class SweepAsideTests
{
    [Fact]
    public void SetAside_IsLongerAfterEachFailure_AndEndsWithASuccess()
    {
        var time = new MovedTime();
        var aside = new SweepAside<string>(time);
        for (var failures = 1; failures <= 14; failures++)
        {
            var (count, wait) = aside.Add("wallet");
            Assert.Equal((failures, TimeSpan.FromMinutes(Math.Min(1 << (failures - 1), 1440))), (count, wait));
            Assert.Equal(["wallet"], aside.Keys);
            time.Ticks += wait.Ticks;
            Assert.Empty(aside.Keys);
        }
        aside.Remove("wallet");
        Assert.Equal(1, aside.Add("wallet").Failures);
    }

    private sealed class MovedTime : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
