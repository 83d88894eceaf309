namespace Federation.Messages;

/// <summary>A brand's own server that passes messages of one channel on.</summary>
internal sealed class GatewayRow
{
    public required string PartnerId { get; init; }

    public required V1.MessageChannel Channel { get; init; }

    public string Address { get; set; } = "";

    /// <summary>The secret, sealed.</summary>
    public byte[] Secret { get; set; } = [];

    /// <summary>The secret before, sealed; null where there is none.</summary>
    public byte[]? PreviousSecret { get; set; }

    /// <summary>Until when the secret before signs, too, in system time.</summary>
    public DateTimeOffset? PreviousExpireTime { get; set; }

    /// <summary>In system time.</summary>
    public DateTimeOffset CreateTime { get; set; }
}
