using System.Net;
using System.Security.Cryptography.X509Certificates;
using Federation.Gateway;
using Federation.Hosting;
using Federation.Identity;
using Federation.Web;

namespace Federation.Host;

/// <summary>Where this process listens: what was asked for, checked and taken.</summary>
internal sealed record Listening(X509Certificate2? Certificate, GatewayEndpoints? Gateway, ModuleEndpoints? Modules)
{
    /// <summary>Where the pages are; null where they are not served.</summary>
    public WebEndpoint? Web { get; private init; }

    /// <exception cref="StartRefusedException">A port cannot be had, or would carry secrets in cleartext.</exception>
    public static Listening On(HostSettings settings, Ports ports)
    {
        var host = settings.Host;
        var certificate = host.TlsCert is null
            ? null
            : GatewayEndpoints.ReadCertificate(host.TlsCert, host.TlsKey, host.TlsPassword);
        return new Listening(
            certificate,
            settings.RunsGateway ? GatewayOn(settings, ports, certificate) : null,
            settings.Modules.Count > 0 ? ModulesOn(settings, ports, certificate) : null)
        {
            Web = settings.RunsWeb ? WebOn(settings, ports, certificate) : null,
        };
    }

    /// <summary>Fills in what follows from the ports: issuer, metadata, this process's modules as peers.</summary>
    /// <exception cref="StartRefusedException">The issuer does not follow from them.</exception>
    public void Complete(HostSettings settings)
    {
        var deployment = settings.Deployment;
        // Pages alone give out no tokens and check none.
        if (Gateway is not null || Modules is not null)
            deployment.Issuer ??= Topology.IssuerOf(Gateway, deployment);
        if (Web is not null && Gateway is not null)
            ConnectPages(settings, Gateway);
        if (Modules is null)
            return;
        if (Modules.Metadata is { } metadata)
            deployment.MetadataAddress ??= ModulesApp.MetadataAddress(metadata);
        foreach (var module in settings.Modules)
            deployment.Peers.TryAdd(module.Name, Modules.Address);
        // Passkeys are for a domain, and an IP address is none.
        if (deployment.Sandbox)
            settings.Default("Identity:SignInAddress", Topology.BrowserAddressOf(deployment.Issuer!));
        if (deployment.Sandbox && Gateway is not null && Web is not null && Modules.Metadata is not null)
            LetPeopleIn(settings, deployment, Gateway, Web);
    }

    /// <summary>In a sandbox whose pages run beside everything else, people sign in without anything being
    /// configured.</summary>
    private static void LetPeopleIn(
        HostSettings settings, DeploymentOptions deployment, GatewayEndpoints gateway, WebEndpoint web)
    {
        var pages = Topology.BrowserAddressOf($"{web.Scheme}://{web.Address}");
        settings.Default("Web:Authority", deployment.Issuer!);
        settings.Default("Web:ClientId", IdentityModule.WebClientId);
        settings.Default("Web:PublicAddress", pages);
        settings.Default(
            "Web:SecurityAddress", new Uri(new Uri(settings.Configuration["Identity:SignInAddress"]!),
                IdentityModule.SecurityPath).ToString());
        settings.Default("Web:Api", $"{gateway.Scheme}://{gateway.Grpc}");
        settings.Default("Web:ClientKeyFile", WebModule.EnsureClientKey(deployment));
        settings.Default("Identity:WebClient:Addresses:0", pages);
        settings.Default("Identity:WebClient:PublicKeyFile", settings.Configuration["Web:ClientKeyFile"]!);
    }

    /// <summary>Pages beside a gateway call it, and people sign in at its issuer, if nothing else is said.</summary>
    private static void ConnectPages(HostSettings settings, GatewayEndpoints gateway)
    {
        var everywhere = gateway.Grpc.Address.Equals(IPAddress.Any) || gateway.Grpc.Address.Equals(IPAddress.IPv6Any);
        var near = everywhere ? new IPEndPoint(IPAddress.Loopback, gateway.Grpc.Port) : gateway.Grpc;
        settings.Configuration[$"{WebOptions.Section}:{nameof(WebOptions.Api)}"] ??= $"{gateway.Scheme}://{near}";
        settings.Configuration[$"{WebOptions.Section}:{nameof(WebOptions.Authority)}"] ??= settings.Deployment.Issuer;
    }

    private static GatewayEndpoints GatewayOn(HostSettings settings, Ports ports, X509Certificate2? certificate)
    {
        var host = settings.Host;
        var address = HostSettings.AddressOf(host.Address);
        var asked = new GatewayEndpoints(new(address, host.GrpcPort), new(address, host.HttpPort), certificate);
        asked.RefuseCleartext(settings.Deployment);
        return asked with
        {
            Grpc = ports.Take(address, host.GrpcPort, "--grpc-port"),
            Http = ports.Take(address, host.HttpPort, "--http-port"),
        };
    }

    private static WebEndpoint WebOn(HostSettings settings, Ports ports, X509Certificate2? certificate)
    {
        var host = settings.Host;
        var address = HostSettings.AddressOf(host.Address);
        new WebEndpoint(new(address, host.WebPort), certificate).RefuseCleartext(settings.Deployment);
        return new WebEndpoint(ports.Take(address, host.WebPort, "--web-port"), certificate);
    }

    private static ModuleEndpoints ModulesOn(HostSettings settings, Ports ports, X509Certificate2? certificate)
    {
        const string option = "--internal-port";
        var host = settings.Host;
        var address = HostSettings.AddressOf(host.InternalAddress);
        var local = IPAddress.IsLoopback(address);
        if (!local && !settings.Deployment.Sandbox && certificate is null)
            throw new StartRefusedException(
                $"In production the modules do not listen in cleartext beyond loopback ({address}): "
                + "give --tls-cert and --tls-key.");
        var issues = settings.Modules.Any(m => m.Name == IdentityModule.Name);
        return new ModuleEndpoints(
            Private: ports.Take(local ? address : IPAddress.Loopback, local ? host.InternalPort : 0, option),
            Shared: local ? null : ports.Take(address, host.InternalPort, option),
            Metadata: issues ? ports.Take(IPAddress.Loopback, 0, option) : null);
    }
}
