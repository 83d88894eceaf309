using System.Net;

namespace Federation.Host;

/// <summary>Where the modules of a process listen.</summary>
/// <param name="Private">HTTP/2 on loopback: the modules' own way to each other.</param>
/// <param name="Shared">HTTP/2 on a private address, for other machines; or null.</param>
/// <param name="Metadata">HTTP/1.1 on loopback, for the metadata of an issuer in this process; or null.</param>
internal sealed record ModuleEndpoints(IPEndPoint Private, IPEndPoint? Shared, IPEndPoint? Metadata)
{
    /// <summary>The address at which this process finds its own modules.</summary>
    public string Address => $"http://{Private}";
}
