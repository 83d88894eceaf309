namespace Federation.Host;

/// <summary>Where this process listens and what it runs: section <c>Federation</c>, as the deployment's.</summary>
internal sealed class HostOptions
{
    /// <summary>Names separated by commas; <c>all</c> is every module and the gateway, without the pages.</summary>
    public string Services { get; set; } = "all";

    public string Address { get; set; } = "127.0.0.1";

    public ushort GrpcPort { get; set; } = 8400;

    public ushort HttpPort { get; set; } = 8401;

    /// <summary>The pages' port, on the same address.</summary>
    public ushort WebPort { get; set; } = 8402;

    public string InternalAddress { get; set; } = "127.0.0.1";

    public ushort InternalPort { get; set; }

    public string? TlsCert { get; set; }

    public string? TlsKey { get; set; }

    public string? TlsPassword { get; set; }

    public bool Migrate { get; set; }

    public bool LogJson { get; set; }
}
