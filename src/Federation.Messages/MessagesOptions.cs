using System.ComponentModel.DataAnnotations;
using Federation.Hosting;

namespace Federation.Messages;

/// <summary>How brands' messages are sent: configuration section <c>Messages</c>.</summary>
public sealed class MessagesOptions
{
    public const string Section = "Messages";

    /// <summary>The mail server that takes messages by e-mail. Without one they wait, and are given up after three
    /// days.</summary>
    public SmtpOptions? Smtp { get; set; }

    /// <summary>Whether brands' gateways may be at loopback and private addresses, and without TLS: in a sandbox
    /// alone.</summary>
    public bool AllowPrivateGateways { get; set; }

    /// <summary>How many messages one process sends at a time.</summary>
    [Range(1, 256)]
    public int SentAtOnce { get; set; } = 8;

    /// <summary>For how long a sender that stopped keeps a message from the others. Longer than any try takes, or a
    /// message may be sent by two.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan SendingLease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>For how many days messages are kept, in system time.</summary>
    [Range(30, 3650)]
    public int KeptDays { get; set; } = 400;
}
