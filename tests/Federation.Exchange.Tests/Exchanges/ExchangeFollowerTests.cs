using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Testing;
using Grpc.Core;

namespace Federation.Exchange.Tests;

public class ExchangeFollowerTests
{
    private static readonly Call Aster = Call.Of("/exchange", "partners/aster");
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");
    private static readonly Call Cedar = Call.Of("/exchange", "partners/cedar");
    private static readonly Call Admin = Call.Of("/exchange", "admins/ada");

    [Fact]
    public async Task List_AfterFollowing_HasEachBrandsExchangesAndRefunds()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var first = await PayAsync(module, "aster", "birch");
        var second = await PayAsync(module, "birch", "cedar");
        await module.Exchanges.Refund(Refund(first, 100), Birch);
        await module.FollowAsync();
        var third = await PayAsync(module, "aster", "cedar");
        await module.Exchanges.Refund(Refund(first, 11), Birch);
        await module.FollowAsync();
        await module.FollowAsync();

        Assert.Equal([first.Name, third.Name], await NamesAsync(module, Aster));
        Assert.Equal([first.Name, second.Name], await NamesAsync(module, Birch));
        Assert.Equal([second.Name, third.Name], await NamesAsync(module, Cedar));
        Assert.Equal([first.Name, second.Name, third.Name], await NamesAsync(module, Admin));
        var list = await module.Exchanges.ListExchanges(new ListExchangesRequest(), Aster);
        Assert.Equal((2, 5), (list.TotalSize, list.CoveredGroupNumber));
        Assert.Equal([111, 0], list.Exchanges.Select(e => e.RefundedUnits));
        Assert.Equal(first.Detail, list.Exchanges[0].Detail);
        var one = await module.Exchanges.GetExchange(new GetExchangeRequest { Name = first.Name }, Birch);
        Assert.Equal(111, one.Exchange.RefundedUnits);
    }

    [Fact]
    public async Task Follow_SeveralNodesAtOnce_WritesEachExchangeOnce()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        for (var i = 0; i < 9; i++)
            await PayAsync(module, "aster", "birch");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => module.FollowAsync())));

        var list = await module.Exchanges.ListExchanges(new ListExchangesRequest(), Admin);
        Assert.Equal((9, 9), (list.TotalSize, list.CoveredGroupNumber));
    }

    [Fact]
    public async Task Follow_ExchangesOfAnOlderVersion_FindsTheirBrandsInTheEntries()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var old = await PayAsync(module, "aster", "birch");
        await PayAsync(module, "aster", "cedar");
        var detail = old.Detail.Clone();
        detail.Legs.Clear();
        detail.TargetPartner = "";
        module.Books.Journals[0].Detail = Google.Protobuf.WellKnownTypes.Any.Pack(detail);

        await module.FollowAsync();

        Assert.Equal(2, (await NamesAsync(module, Aster)).Count);
        Assert.Equal([old.Name], await NamesAsync(module, Birch));
    }

    /// <summary>SQL Server's driver reports a cancelled command as an error of its own, which would stop the host as
    /// failed.</summary>
    [Fact]
    public async Task Follow_StoppedInTheMiddle_EndsWithoutAFault()
    {
        using var log = new LogCollector();
        using var scopes = new FailingScopes(SqlServerErrors.Cancelled, waits: true);
        using var follower = new ExchangeFollower(
            scopes, null!, TimeProvider.System, log.For<ExchangeFollower>());
        await follower.StartAsync(CancellationToken.None);
        await scopes.Entered;
        var stopped = follower.StopAsync(CancellationToken.None);
        scopes.Release();
        await stopped;
        Assert.True(follower.ExecuteTask!.IsCompletedSuccessfully, follower.ExecuteTask.Exception?.ToString());
        Assert.Empty(log.Events);
    }

    /// <summary>A ledger that is away is said once, however often it is asked.</summary>
    [Fact]
    public async Task Follow_WhileTheLedgerIsAway_SaysSo()
    {
        await using var module = await Module.StartAsync();
        var asked = 0;
        module.Ledger.On<ReadLogRequest, ReadLogResponse>("ReadLog", _ => ++asked < 3
            ? throw new RpcException(new Status(StatusCode.Unavailable, "away")) : new ReadLogResponse());
        await module.Follower.StartAsync(CancellationToken.None);
        while (Volatile.Read(ref asked) < 3)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await module.Follower.StopAsync(CancellationToken.None);

        Assert.Equal("The list of exchanges waits for the ledger: away", Assert.Single(module.Log.Of("LedgerAway")));
    }

    /// <summary>A database that is away, or in whose way other work is, is no fault of ours.</summary>
    [Fact]
    public async Task Follow_WhileTheDatabaseIsAway_SaysSo()
    {
        using var log = new LogCollector();
        await FollowAsync(SqlServerErrors.Deadlock, log, "DatabaseAway");

        log.Errors.AssertNone();
    }

    [Fact]
    public async Task Follow_ThatMeetsAFault_LogsAnError()
    {
        using var log = new LogCollector();
        await FollowAsync(new InvalidOperationException("a bug"), log, "FollowFailed");

        Assert.Contains("a bug", log.Errors.Expect("FollowFailed")[0], StringComparison.Ordinal);
    }

    private static async Task FollowAsync(Exception fault, LogCollector log, string eventName)
    {
        using var scopes = new FailingScopes(fault);
        using var follower = new ExchangeFollower(scopes, null!, TimeProvider.System, log.For<ExchangeFollower>());
        await follower.StartAsync(CancellationToken.None);
        await log.FirstOfAsync(eventName, TestContext.Current.CancellationToken);
        await follower.StopAsync(CancellationToken.None);
    }

    private static async Task<V1.Exchange> PayAsync(Module module, string source, string till) =>
        (await module.Exchanges.Pay(Given.Pay(source, 500, till), Call.Of("/pay", "partners/" + till))).Exchange;

    private static V1.RefundRequest Refund(V1.Exchange exchange, long units) =>
        new() { RequestId = Module.NewId(), Exchange = exchange.Name, Units = units };

    private static async Task<List<string>> NamesAsync(Module module, Call call)
    {
        var names = new List<string>();
        var page = new ListExchangesRequest { PageSize = 1 };
        do
        {
            var response = await module.Exchanges.ListExchanges(page, call);
            names.AddRange(response.Exchanges.Select(e => e.Name));
            page.PageToken = response.NextPageToken;
        }
        while (page.PageToken.Length > 0);
        return names;
    }
}
