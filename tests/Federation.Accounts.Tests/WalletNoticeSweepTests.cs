using Federation.Testing;

namespace Federation.Accounts.Tests;

public sealed class WalletNoticeSweepTests
{
    [Fact]
    public async Task Notices_ThatCannotBeDelivered_AreLogged()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var log = new LogCollector();
        using var scopes = new FailingScopes(new InvalidOperationException("away"));
        using var sweep = new WalletNoticeSweep(scopes, TimeProvider.System, log.For<WalletNoticeSweep>());
        await sweep.StartAsync(cancel);

        Assert.Contains(
            "away", await log.FirstOfAsync("WalletNoticesNotDelivered", cancel), StringComparison.Ordinal);
        await sweep.StopAsync(cancel);
        log.Errors.AssertNone();
    }
}
