namespace Federation.Gateway;

/// <summary>The gateway's limits: configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Calls per second and principal, at length. At least 1.</summary>
    public int PermitsPerSecond { get; set; } = 20_000;

    /// <summary>Calls that a principal may make at once after a rest. At least 1.</summary>
    public int Burst { get; set; } = 40_000;

    /// <summary>Calls for tokens, keys, health and reflection per second and address, at length. At least 1.</summary>
    public int AddressPermitsPerSecond { get; set; } = 50;

    /// <summary>Calls without a token that an address may make at once after a rest. At least 1.</summary>
    public int AddressBurst { get; set; } = 100;

    /// <summary>Calls at once on one HTTP/2 connection. 1 to 10,000.</summary>
    public int MaxStreamsPerConnection { get; set; } = 512;

    /// <summary>Whether calls are recorded, in a database of the gateway's own. Default: in a sandbox whose process
    /// runs modules.</summary>
    public bool KeepRequests { get; set; }

    /// <summary>How many calls per second of a brand, or of the alliance, each node records: so many that ended with
    /// OK, and so many that did not. 1 to 10,000.</summary>
    public int KeptRequestsPerSecond { get; set; } = 20;

    /// <summary>Everything that is wrong with the options, at once.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(PermitsPerSecond), PermitsPerSecond), (nameof(Burst), Burst),
            (nameof(AddressPermitsPerSecond), AddressPermitsPerSecond), (nameof(AddressBurst), AddressBurst),
        })
            if (value < 1)
                yield return $"{Section}:{name} must be at least 1, not {value}.";
        if (MaxStreamsPerConnection is < 1 or > 10_000)
            yield return $"{Section}:{nameof(MaxStreamsPerConnection)} must be 1 to 10000, "
                + $"not {MaxStreamsPerConnection}.";
        if (KeptRequestsPerSecond is < 1 or > 10_000)
            yield return $"{Section}:{nameof(KeptRequestsPerSecond)} must be 1 to 10000, not {KeptRequestsPerSecond}.";
    }
}
