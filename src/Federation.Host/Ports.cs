using System.Net;
using System.Net.Sockets;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Federation.Host;

/// <summary>
/// The ports of this process, taken before anything else is done: so a port in use is reported at once, and addresses
/// are known (the issuer is one) before what they stand for is built. Who connects before a server listens is turned
/// away at once and can ask another node; whoever was let in would wait for the whole start.
/// </summary>
internal sealed class Ports : IDisposable
{
    private const int Backlog = 512;
    private readonly Dictionary<IPEndPoint, (Socket Socket, string Option)> taken = [];

    /// <summary>Takes a port; 0 is any that is free.</summary>
    /// <exception cref="StartRefusedException">It cannot be had.</exception>
    public IPEndPoint Take(IPAddress address, int port, string option)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw Refused(e, address, port, option);
        }
        var endpoint = (IPEndPoint)socket.LocalEndPoint!;
        taken.Add(endpoint, (socket, option));
        return endpoint;
    }

    /// <summary>Lets a server listen on the ports that were taken for it.</summary>
    public void HandOver(WebApplicationBuilder builder) =>
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = ListeningOn);

    public void Dispose()
    {
        foreach (var (socket, _) in taken.Values)
            socket.Dispose();
    }

    /// <exception cref="StartRefusedException">Another process, started at the same time, listens there.</exception>
    internal Socket ListeningOn(EndPoint endpoint)
    {
        var at = (IPEndPoint)endpoint;
        if (!taken.TryGetValue(at, out var port))
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        try
        {
            port.Socket.Listen(Backlog);
            return port.Socket;
        }
        catch (SocketException e)
        {
            throw Refused(e, at.Address, at.Port, port.Option);
        }
    }

    private static StartRefusedException Refused(SocketException e, IPAddress address, int port, string option) =>
        new(e.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? $"Port {port} of {address} is in use: choose another with {option}, or 0 for any that is free."
            : $"Port {port} of {address} cannot be listened on: {e.Message}.");
}
