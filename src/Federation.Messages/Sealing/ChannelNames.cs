using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>The names of the channels that gateways serve, as resources have them.</summary>
internal static class ChannelNames
{
    private static readonly Dictionary<MessageChannel, string> Names = new()
    {
        [MessageChannel.Sms] = "sms",
        [MessageChannel.Wechat] = "wechat",
        [MessageChannel.Push] = "push",
    };

    public static string Of(MessageChannel channel) => Names[channel];

    /// <summary>The channel of a name; unspecified where it is none.</summary>
    public static MessageChannel ChannelOf(string name) => Names.FirstOrDefault(n => n.Value == name).Key;
}
