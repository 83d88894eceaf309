using System.Net;
using System.Net.Sockets;

namespace Federation.Browser;

/// <summary>One address in front of several nodes, as a load balancer is; what is connected to it goes to the node that
/// is chosen at that moment.</summary>
public sealed class Switchboard : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private volatile IPEndPoint? node;

    public Switchboard()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Its address, as browsers know it.</summary>
    public string Address => $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Sends what is connected from now on to a node.</summary>
    public void Choose(string address) => node = new IPEndPoint(IPAddress.Loopback, new Uri(address).Port);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task CarryAsync(TcpClient incoming)
    {
        using var one = incoming;
        using var other = new TcpClient();
        try
        {
            await other.ConnectAsync(node!, stop.Token);
            await Task.WhenAny(
                one.GetStream().CopyToAsync(other.GetStream(), stop.Token),
                other.GetStream().CopyToAsync(one.GetStream(), stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The node was killed, or the browser left: both ends are closed.
        }
    }
}
