using System.Net;
using System.Net.Sockets;
using System.Text;
using Federation.Ledger.V1;

namespace Federation.Scenarios;

/// <summary>Callers that go away in the middle of their calls: no process of the alliance logs a fault.</summary>
public sealed partial class HostileTests
{
    private const int Times = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_ThatGoAway_AreNoFaultOfTheAlliance()
    {
        var token = await alliance.Aster.GetAccessTokenAsync();
        for (var i = 0; i < Times; i++)
        {
            await CloseJsonAsync(token);
            await CancelReadAsync(TimeSpan.FromMilliseconds(i));
            await CancelCheckAsync();
            await CancelCommandsAsync();
        }
        Assert.Equal(alliance.BooksBefore, await alliance.BooksAsync());
        Assert.True(alliance.FirstFault.Length == 0, alliance.FirstFault);
    }

    private async Task CloseJsonAsync(string token)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(alliance.HttpAddress).Port, Cancel);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST /v1/ledger:earn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + $"Authorization: Bearer {token}\r\nContent-Length: 1000\r\n\r\n{{\"request_id\""),
            Cancel);
        client.LingerState = new LingerOption(true, 0);
    }

    private async Task CancelReadAsync(TimeSpan after)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var reading = alliance.Admin.Ledger.CheckBooksAsync(
            new CheckBooksRequest(), cancellationToken: leaving.Token).ResponseAsync;
        leaving.CancelAfter(after);
        await Task.WhenAny(reading);
    }

    private async Task CancelCheckAsync()
    {
        using var call =
            alliance.Admin.Ledger.StreamCheckBooks(new StreamCheckBooksRequest(), cancellationToken: Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
    }

    private async Task CancelCommandsAsync()
    {
        using var call = alliance.Aster.Ledger.StreamCommands(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(
            new StreamCommandsRequest { Item = new BatchItem { Earn = new EarnRequest() } });
    }
}
