using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Federation.Testing;

/// <summary>Ports for processes that must know theirs before they start. They are below those that the system gives to
/// whoever connects, so that nobody takes one while its process is started, or killed and started again; and no test of
/// a run gets another's.</summary>
public static class FreePorts
{
    private const int First = 12_000;
    private const int Last = 31_999;
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int One()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (Given.TryAdd(port, true) && IsFree(port))
                return port;
        }
    }

    public static int[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => One())];

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
