using Federation.Messages.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about what brands tell their members.</summary>
internal static partial class HostileCalls
{
    private const string NoDelivery = "partners/aster/deliveries/0194f3a0-0000-7000-8000-000000000000";

    private static IEnumerable<HostileCall> MessageSettings() =>
    [
        Row("set another brand's message settings", PermissionDenied, "NOT_YOURS",
            a => SetSettingsAsync(a, r => r.Parent = "partners/birch")),
        Row("set message settings as a till", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Messages.SetMessageSettingsAsync(Settings())),
        Row("read message settings that there are not", FailedPrecondition, "MESSAGES_NOT_SET_UP",
            a => a.Birch.Messages.GetMessageSettingsAsync(new() { Parent = "partners/birch" })),
        Bad("set a time zone of another planet",
            a => SetSettingsAsync(a, r => r.Settings.TimeZone = "Mars/Olympus"), "settings.time_zone"),
        Bad("be quiet from minute 1440", a => SetSettingsAsync(a, r => r.Settings.QuietFromMinute = 1440),
            "settings.quiet_from_minute"),
        Bad("be quiet until minute -1", a => SetSettingsAsync(a, r => r.Settings.QuietUntilMinute = -1),
            "settings.quiet_until_minute"),
        Bad("speak Latin", a => SetSettingsAsync(a, r => r.Settings.Language = "la"), "settings.language"),
        Bad("send by the inbox besides", a => SetSettingsAsync(a, r => r.Settings.Channels.Add(new KindChannels
        {
            Kind = MessageKind.Announcement,
            Channels = { MessageChannel.Inbox },
        })), "settings.channels"),
        Bad("switch security off",
            a => SetSettingsAsync(a, r => r.Settings.Off.Add(MessageKind.Security)), "settings.off"),
        Bad("publish a template with a loop without an end", a => PublishTemplateAsync(
            a, "{% for i in (1..1000000000) %}x{% endfor %}"), "template.text"),
        Bad("publish a template that includes a file",
            a => PublishTemplateAsync(a, "{% include '/etc/passwd' %}"), "template.text"),
        Bad("publish a template with a field that there is not", a => PublishTemplateAsync(a, "{{ secret }}"),
            "template.text"),
        Bad("publish a template that is none", a => PublishTemplateAsync(a, "{% if %}"), "template.text"),
        Row("withdraw a template that there is not", NotFound, "MESSAGE_TEMPLATE_NOT_FOUND",
            a => a.Aster.Messages.WithdrawMessageTemplateAsync(new()
            {
                RequestId = Id(),
                Parent = "partners/aster",
                Kind = MessageKind.Security,
                Language = "en",
            })),
        Bad("set a gateway without TLS", a => SetGatewayAsync(a, "http://gateway.example.org/"), "address"),
        Bad("set a gateway on this machine", a => SetGatewayAsync(a, "https://127.0.0.1/"), "address"),
        Bad("set a gateway at the cloud's metadata", a => SetGatewayAsync(a, "https://169.254.169.254/latest"),
            "address"),
        Bad("set a gateway at a mapped address", a => SetGatewayAsync(a, "https://[::ffff:10.0.0.1]/"), "address"),
        Bad("set a gateway at an address in one number", a => SetGatewayAsync(a, "https://2130706433/"), "address"),
        Bad("set a gateway with a password", a => SetGatewayAsync(a, "https://a:b@gateway.example.org/"), "address"),
        Bad("set a gateway at a file", a => SetGatewayAsync(a, "file:///etc/passwd"), "address"),
        Row("rotate the secret of no gateway", NotFound, "MESSAGE_GATEWAY_NOT_FOUND",
            a => a.Aster.Messages.RotateMessageGatewayAsync(
                new() { RequestId = Id(), Name = "partners/aster/messageGateways/push" })),
        Row("remove another brand's gateway", NotFound, "MESSAGE_GATEWAY_NOT_FOUND",
            a => a.Birch.Messages.RemoveMessageGatewayAsync(
                new() { RequestId = Id(), Name = "partners/aster/messageGateways/push" })),
        Bad("remove a gateway to the inbox", a => a.Aster.Messages.RemoveMessageGatewayAsync(
            new() { RequestId = Id(), Name = "partners/aster/messageGateways/inbox" }), "name"),
    ];

    private static IEnumerable<HostileCall> Messages() =>
    [
        Row("send without settings", FailedPrecondition, "MESSAGES_NOT_SET_UP",
            a => a.Birch.Messages.SendMessageAsync(
                Message(a.Ann.AtBirch, r => r.Parent = "partners/birch"))),
        Row("send to a stranger", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Messages.SendMessageAsync(Message(Nobody, _ => { }))),
        Row("send to another brand's name of a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Messages.SendMessageAsync(Message(a.Ann.AtBirch, _ => { }))),
        Row("send in another brand's name", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Messages.SendMessageAsync(Message(a.Ann.AtBirch, _ => { }))),
        Row("send to a member who is closed", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Aster.Messages.SendMessageAsync(Message(a.Closed.Name, _ => { }))),
        Row("send as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Messages.SendMessageAsync(Message(a.Kim.Name, r => r.Parent = "partners/cedar"))),
        Row("send as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Messages.SendMessageAsync(Message(a.Ann.Name, _ => { }))),
        Bad("send a reminder by hand", a => a.Aster.Messages.SendMessageAsync(
            Message(a.Ann.Name, r => r.Kind = MessageKind.CoinsExpiring)), "kind"),
        Bad("send a title of two lines", a => a.Aster.Messages.SendMessageAsync(
            Message(a.Ann.Name, r => r.Texts[0].Title = "Sale\r\nBcc: all@example.org")), "texts[0].title"),
        Bad("send a text of a megabyte", a => a.Aster.Messages.SendMessageAsync(
            Message(a.Ann.Name, r => r.Texts[0].Text = new('x', 1 << 20))), "texts[0].text"),
        Bad("send without a key", a => a.Aster.Messages.SendMessageAsync(
            Message(a.Ann.Name, r => r.Key = "")), "key"),
        Bad("send nothing", a => a.Aster.Messages.SendMessageAsync(
            Message(a.Ann.Name, r => r.Texts.Clear())), "texts"),
        Row("set a stranger's contact", NotFound, "MEMBER_NOT_FOUND",
            a => SetContactAsync(a, Nobody, "ann@example.org")),
        Bad("set a contact with a second reader", a => SetContactAsync(
            a, a.Ann.Name, "ann@example.org, bob@example.org"), "contact.email"),
        Bad("set a contact with a header", a => SetContactAsync(
            a, a.Ann.Name, "ann@example.org\r\nBcc: bob@example.org"), "contact.email"),
        Row("read a contact that another brand keeps", NotFound, "MEMBER_NOT_FOUND",
            a => a.Birch.Messages.GetContactAsync(new() { Member = a.Ann.Name })),
        Row("read a contact without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Messages.GetContactAsync(new() { Member = a.Ann.Name })),
        Row("look at a message that there is not", NotFound, "DELIVERY_NOT_FOUND",
            a => a.Aster.Messages.GetDeliveryAsync(new() { Name = NoDelivery })),
        Row("look at another brand's message", NotFound, "DELIVERY_NOT_FOUND",
            a => a.Birch.Messages.GetDeliveryAsync(new() { Name = NoDelivery })),
        Row("report a message that there is not", NotFound, "DELIVERY_NOT_FOUND",
            a => a.Aster.Messages.ReportDeliveryAsync(
                new() { RequestId = Id(), Name = NoDelivery, Level = EvidenceLevel.Read })),
        Bad("report what happens tomorrow", a => a.Aster.Messages.ReportDeliveryAsync(new()
        {
            RequestId = Id(),
            Name = NoDelivery,
            Level = EvidenceLevel.Read,
            Time = new() { Seconds = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds() },
        }), "time"),
        Bad("report that a message was accepted", a => a.Aster.Messages.ReportDeliveryAsync(
            new() { RequestId = Id(), Name = NoDelivery, Level = EvidenceLevel.Accepted }), "level"),
    ];

    private static IEnumerable<HostileCall> Inboxes() =>
    [
        Row("read a stranger's inbox", NotFound, "MEMBER_NOT_FOUND", a => a.Aster.Messages.ListInboxAsync(
            new() { Member = Nobody, Partner = "partners/aster" })),
        Row("read an inbox at another brand", PermissionDenied, "NOT_YOURS", a => a.Birch.Messages.ListInboxAsync(
            new() { Member = a.Ann.AtBirch, Partner = "partners/aster" })),
        Row("read an inbox from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Messages.ListInboxAsync(
                new() { Member = a.Ann.Name, Partner = "partners/aster", PageToken = "00" })),
        Row("mark messages as read for a member", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Messages.ReadInboxAsync(
                new() { RequestId = Id(), Member = "members/me", Names = { NoDelivery } })),
        Bad("opt out of security in the inbox", a => a.Aster.Messages.SetMessagePreferencesAsync(new()
        {
            RequestId = Id(),
            Parent = "partners/aster",
            Member = a.Ann.Name,
            Preferences = new()
            {
                Preferences =
                {
                    new MessagePreference
                    {
                        Kind = MessageKind.Security,
                        Channel = MessageChannel.Inbox,
                        Choice = MessageChoice.None,
                    },
                },
            },
        }), "preferences.preferences[0]"),
        Row("choose for a member of another brand", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Messages.SetMessagePreferencesAsync(new()
            {
                RequestId = Id(),
                Parent = "partners/aster",
                Member = a.Ann.Name,
                Preferences = new(),
            })),
        Row("list another brand's messages", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Messages.ListDeliveriesAsync(new() { Parent = "partners/aster" })),
        Row("list messages from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Messages.ListDeliveriesAsync(new() { Parent = "partners/aster", PageToken = "00" })),
        Bad("list messages in a state that there is not", a => a.Aster.Messages.ListDeliveriesAsync(
            new() { Parent = "partners/aster", State = (DeliveryState)9 }), "state"),
        Bad("list messages of a kind and on a channel that there are not", a => a.Aster.Messages.ListDeliveriesAsync(
            new() { Parent = "partners/aster", Kind = (MessageKind)9, Channel = (MessageChannel)9 }),
            "kind", "channel"),
    ];

    private static SetMessageSettingsRequest Settings() => new()
    {
        RequestId = Id(),
        Parent = "partners/aster",
        Settings = new() { TimeZone = "Asia/Shanghai", Language = "en" },
    };

    private static AsyncUnaryCall<SetMessageSettingsResponse> SetSettingsAsync(
        HostileAlliance a, Action<SetMessageSettingsRequest> change)
    {
        var request = Settings();
        change(request);
        return a.Aster.Messages.SetMessageSettingsAsync(request);
    }

    private static AsyncUnaryCall<PublishMessageTemplateResponse> PublishTemplateAsync(
        HostileAlliance a, string text) =>
        a.Aster.Messages.PublishMessageTemplateAsync(new()
        {
            RequestId = Id(),
            Parent = "partners/aster",
            Template = new() { Kind = MessageKind.Announcement, Language = "en", Subject = "Sale", Text = text },
        });

    private static AsyncUnaryCall<SetMessageGatewayResponse> SetGatewayAsync(HostileAlliance a, string address) =>
        a.Aster.Messages.SetMessageGatewayAsync(new()
        {
            RequestId = Id(),
            Parent = "partners/aster",
            Channel = MessageChannel.Push,
            Address = address,
        });

    private static AsyncUnaryCall<SetContactResponse> SetContactAsync(
        HostileAlliance a, string member, string email) => a.Aster.Messages.SetContactAsync(
            new() { RequestId = Id(), Member = member, Contact = new() { Email = email } });

    private static SendMessageRequest Message(string member, Action<SendMessageRequest> change)
    {
        var request = new SendMessageRequest
        {
            RequestId = Id(),
            Parent = "partners/aster",
            Member = member,
            Key = "hostile",
            Kind = MessageKind.Announcement,
            Texts = { new MessageText { Language = "en", Title = "Sale", Text = "Half price." } },
        };
        change(request);
        return request;
    }
}
