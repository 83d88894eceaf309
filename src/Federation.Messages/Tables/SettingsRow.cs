namespace Federation.Messages;

/// <summary>What a brand's messages keep to.</summary>
internal sealed class SettingsRow
{
    public required string PartnerId { get; init; }

    /// <summary>A <see cref="V1.MessageSettings"/>, serialized.</summary>
    public byte[] Settings { get; set; } = [];

    /// <summary>When they were first set, in alliance time: earlier changes of coins are told to nobody.</summary>
    public required DateTimeOffset BeginTime { get; init; }

    public V1.MessageSettings Read() => V1.MessageSettings.Parser.ParseFrom(Settings);
}
