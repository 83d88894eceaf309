using Federation.Client;
using Federation.Hosting;
using Federation.Messages.V1;

namespace Federation.Scenarios;

/// <summary>Every command of messages, with what it needs prepared while cedar was at work.</summary>
internal static class SuspendedMessages
{
    private const string Messages = "/federation.messages.v1.MessageService/";

    public static async Task<IEnumerable<SuspendedCall>> OfAsync(SuspendedBrand world)
    {
        var (messages, member) = (world.Cedar.Messages, world.AtCedar);
        await messages.SetMessageSettingsAsync(Settings());
        await messages.PublishMessageTemplateAsync(Template());
        var gateway = (await messages.SetMessageGatewayAsync(Gateway(MessageChannel.Push))).Gateway.Name;
        var removed = (await messages.SetMessageGatewayAsync(Gateway(MessageChannel.Sms))).Gateway.Name;
        // After the inbox's.
        var delivery = (await messages.SendMessageAsync(Message(member, "before"))).Deliveries[^1];
        return
        [
            Caller(Messages + "SetMessageSettings", () => messages.SetMessageSettingsAsync(Settings()).ResponseAsync),
            Caller(Messages + "PublishMessageTemplate",
                () => messages.PublishMessageTemplateAsync(Template()).ResponseAsync),
            Caller(Messages + "WithdrawMessageTemplate", () => messages.WithdrawMessageTemplateAsync(new()
            {
                RequestId = Id(),
                Parent = "partners/cedar",
                Kind = MessageKind.Announcement,
                Language = "en",
            }).ResponseAsync),
            Caller(Messages + "SetMessageGateway",
                () => messages.SetMessageGatewayAsync(Gateway(MessageChannel.Wechat)).ResponseAsync),
            Caller(Messages + "RotateMessageGateway", () => messages.RotateMessageGatewayAsync(
                new() { RequestId = Id(), Name = gateway }).ResponseAsync),
            Caller(Messages + "RemoveMessageGateway", () => messages.RemoveMessageGatewayAsync(
                new() { RequestId = Id(), Name = removed }).ResponseAsync),
            Caller(Messages + "ReportDelivery", () => messages.ReportDeliveryAsync(
                new() { RequestId = Id(), Name = delivery, Level = EvidenceLevel.Read }).ResponseAsync),
            Caller(Messages + "SetContact", () => messages.SetContactAsync(
                new() { RequestId = Id(), Member = member, Contact = new() { Email = "kim@example.org" } })
                .ResponseAsync),
            Caller(Messages + "SetMessagePreferences", () => messages.SetMessagePreferencesAsync(new()
            {
                RequestId = Id(),
                Parent = "partners/cedar",
                Member = member,
                Preferences = new() { Language = "zh-CN" },
            }).ResponseAsync),
            Caller(Messages + "SendMessage", () => messages.SendMessageAsync(Message(member, "sale")).ResponseAsync),
        ];
    }

    private static SuspendedCall Caller(string method, Func<Task> send) => new(method, Sides.Caller, send);

    private static string Id() => RequestIds.New();

    private static SendMessageRequest Message(string member, string key) => new()
    {
        RequestId = Id(),
        Parent = "partners/cedar",
        Member = member,
        Key = key,
        Kind = MessageKind.Announcement,
        Texts = { new MessageText { Language = "en", Title = "Sale", Text = "Half price." } },
    };

    private static SetMessageSettingsRequest Settings() => new()
    {
        RequestId = Id(),
        Parent = "partners/cedar",
        Settings = new()
        {
            TimeZone = "UTC",
            Language = "en",
            Channels =
            {
                new KindChannels { Kind = MessageKind.Announcement, Channels = { MessageChannel.Push } },
            },
        },
    };

    private static PublishMessageTemplateRequest Template() => new()
    {
        RequestId = Id(),
        Parent = "partners/cedar",
        Template = new() { Kind = MessageKind.Announcement, Language = "en", Subject = "{{ title }}", Text = "-" },
    };

    private static SetMessageGatewayRequest Gateway(MessageChannel channel) => new()
    {
        RequestId = Id(),
        Parent = "partners/cedar",
        Channel = channel,
        Address = "https://gateway.example.org/messages",
    };
}
