using System.Net;
using Federation.Gateway;
using Federation.Hosting;

namespace Federation.Host;

/// <summary>Who finds whom where. Pure.</summary>
internal static class Topology
{
    /// <exception cref="StartRefusedException">A module calls one that runs nowhere.</exception>
    public static void RequireNeeds(HostSettings settings)
    {
        var callers = settings.Modules.Select(m => (m.Name, m.Needs)).ToList();
        if (settings.RunsGateway)
            callers.Add((GatewayApp.Name, [.. Program.Modules.Select(m => m.Name)]));
        var peers = settings.Deployment.Peers;
        foreach (var (caller, needs) in callers)
            foreach (var need in needs.Where(n => !peers.ContainsKey(n)))
                throw new StartRefusedException(
                    $"{caller} needs {need}, which runs nowhere: add it to --services, or give its address with "
                    + $"--peer {need}=http://host:port.");
        foreach (var (name, addresses) in peers)
            foreach (var address in addresses.Split(',', StringSplitOptions.TrimEntries))
                if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                    throw new StartRefusedException(
                        $"The address of {name}, '{address}', must be http://host:port or https://host:port.");
    }

    /// <summary>The issuer where none is given: the address at which the gateway of this process gives out
    /// tokens.</summary>
    /// <exception cref="StartRefusedException">It cannot be determined.</exception>
    public static string IssuerOf(GatewayEndpoints? gateway, DeploymentOptions deployment)
    {
        if (gateway is null)
            throw new StartRefusedException(
                "Give --issuer: the gateway's public JSON address, which tokens name. No gateway runs here.");
        var everywhere = gateway.Http.Address.Equals(IPAddress.Any) || gateway.Http.Address.Equals(IPAddress.IPv6Any);
        if (everywhere && !deployment.Sandbox)
            throw new StartRefusedException(
                "Give --issuer: the gateway's public JSON address, which tokens name. It listens on every address.");
        var endpoint = everywhere ? new IPEndPoint(IPAddress.Loopback, gateway.Http.Port) : gateway.Http;
        return $"{gateway.Scheme}://{endpoint}";
    }

    /// <summary>The address under which a browser on this machine finds what listens on loopback.</summary>
    public static string BrowserAddressOf(string address)
    {
        var given = new Uri(address);
        var host = IPAddress.TryParse(given.Host, out var ip) && IPAddress.IsLoopback(ip) ? "localhost" : given.Host;
        return new UriBuilder(given.Scheme, host, given.Port).Uri.ToString();
    }

    /// <summary>The gateway spreads calls over all addresses of a module; a module calls the first.</summary>
    public static DeploymentOptions ForModules(HostSettings settings)
    {
        var deployment = settings.CopyDeployment();
        foreach (var (name, addresses) in settings.Deployment.Peers)
            deployment.Peers[name] = addresses.Split(',', StringSplitOptions.TrimEntries)[0];
        return deployment;
    }
}
