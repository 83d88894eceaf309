using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Messages.Tests;

/// <summary>Two brands, and what their messages keep to.</summary>
internal static class Given
{
    /// <summary>Noon in Shanghai.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    public static readonly AllianceKey Key = AllianceKey.FromSecret([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static GetDirectoryResponse Directory(params string[] suspended)
    {
        var response = new GetDirectoryResponse { Version = 1 + suspended.Length };
        foreach (var (id, name) in new[] { ("aster", "Aster"), ("birch", "Birch") })
        {
            response.Partners.Add(new DirectoryPartner
            {
                Id = id,
                Suspended = suspended.Contains(id),
                DisplayName = name,
                DisplayNameZh = name + "店",
            });
            response.Coins.Add(new DirectoryCoin { Id = id, PartnerId = id, DisplayCode = id.ToUpperInvariant() });
        }
        return response;
    }

    public static MessageSettings Settings(params (MessageKind Kind, MessageChannel[] Channels)[] channels) => new()
    {
        TimeZone = "Asia/Shanghai",
        Language = "en",
        Channels =
        {
            channels.Select(c => new KindChannels { Kind = c.Kind, Channels = { c.Channels } }),
        },
    };

    public static SetMessagePreferencesRequest Wish(
        string member, MessageKind kind, MessageChannel channel, MessageChoice choice, string language = "") => new()
        {
            RequestId = NewId(),
            Parent = "partners/aster",
            Member = member,
            Preferences = new MessagePreferences
            {
                Language = language,
                Preferences = { new MessagePreference { Kind = kind, Channel = channel, Choice = choice } },
            },
        };

    public static SendMessageRequest Announcement(
        string member, string key, string text = "Everything at half price.",
        MessageKind kind = MessageKind.Announcement) => new()
        {
            RequestId = NewId(),
            Parent = "partners/aster",
            Member = member,
            Key = key,
            Kind = kind,
            Texts = { new MessageText { Language = "en", Title = "Sale", Text = text } },
        };

    public static string NewId() => Guid.NewGuid().ToString("D");
}
