namespace Federation.Messages;

/// <summary>What a brand's messages keep to.</summary>
internal sealed class SettingsRow
{
    public required string PartnerId { get; init; }

    /// <summary>A <see cref="V1.MessageSettings"/>, serialized.</summary>
    public byte[] Settings { get; set; } = [];

    /// <summary>When they were first set, in alliance time: earlier changes of coins are told to nobody.</summary>
    public required DateTimeOffset BeginTime { get; init; }

    /// <summary>Whether the brand tells its members of something of a kind that happened at a time.</summary>
    public bool Tells(V1.MessageKind kind, DateTimeOffset time) => time >= BeginTime && !Read().Off.Contains(kind);

    public V1.MessageSettings Read() => V1.MessageSettings.Parser.ParseFrom(Settings);
}
