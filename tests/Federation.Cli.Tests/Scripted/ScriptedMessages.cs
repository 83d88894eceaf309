using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>A brand's messages: the answers are what <see cref="ScriptedAlliance.Directory"/> says, or something of
/// everything.</summary>
internal sealed class ScriptedMessages(ScriptedAnswers answers) : MessageService.MessageServiceBase
{
    public const string Sent = "partners/aster/deliveries/01900000-0000-7000-8000-00000000000f";
    public const string Gateway = "partners/aster/messageGateways/sms";

    private static Delivery Delivery => new()
    {
        Name = Sent,
        Member = ScriptedMembers.Name,
        Kind = MessageKind.CoinsExpiring,
        Channel = MessageChannel.Sms,
        State = DeliveryState.Failed,
        Text = "42 [coins]",
        CreateTime = new Timestamp { Seconds = 86_400 },
        Attempts = 1234,
        Problem = "the gateway answers 500",
        Evidence = { new Evidence { Level = EvidenceLevel.Delivered, Time = new Timestamp { Seconds = 86_400 } } },
    };

    public override Task<GetMessageSettingsResponse> GetMessageSettings(
        GetMessageSettingsRequest r, ServerCallContext c) => answers.Answer(r, () => new GetMessageSettingsResponse
        {
            Settings = new MessageSettings
            {
                TimeZone = "Asia/Shanghai",
                Language = "zh-CN",
                Off = { MessageKind.CoinsChanged },
            },
            BeginTime = new Timestamp { Seconds = 86_400 },
        });

    public override Task<SetMessageSettingsResponse> SetMessageSettings(
        SetMessageSettingsRequest r, ServerCallContext c) => answers.Answer(r, () => new SetMessageSettingsResponse());

    public override Task<ListMessageTemplatesResponse> ListMessageTemplates(
        ListMessageTemplatesRequest r, ServerCallContext c) => answers.Answer(r, () => new ListMessageTemplatesResponse
        {
            Templates =
            {
                new MessageTemplate
                {
                    Kind = MessageKind.Announcement,
                    Language = "en",
                    Subject = "{{ title }}",
                    Fields = { new TemplateField { Name = "title" } },
                },
            },
        });

    public override Task<PublishMessageTemplateResponse> PublishMessageTemplate(
        PublishMessageTemplateRequest r, ServerCallContext c) =>
        answers.Answer(
            r, () => new PublishMessageTemplateResponse { SampleSubject = "[title]", SampleText = "[text]" });

    public override Task<WithdrawMessageTemplateResponse> WithdrawMessageTemplate(
        WithdrawMessageTemplateRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new WithdrawMessageTemplateResponse());

    public override Task<SetMessageGatewayResponse> SetMessageGateway(
        SetMessageGatewayRequest r, ServerCallContext c) => answers.Answer(r, () => new SetMessageGatewayResponse
        {
            Gateway = new MessageGateway { Name = Gateway, Address = r.Address },
            Secret = "whsec_AAAA",
        });

    public override Task<RotateMessageGatewayResponse> RotateMessageGateway(
        RotateMessageGatewayRequest r, ServerCallContext c) => answers.Answer(r, () => new RotateMessageGatewayResponse
        {
            Gateway = new MessageGateway { Name = r.Name },
            Secret = "whsec_BBBB",
        });

    public override Task<RemoveMessageGatewayResponse> RemoveMessageGateway(
        RemoveMessageGatewayRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new RemoveMessageGatewayResponse());

    public override Task<ListMessageGatewaysResponse> ListMessageGateways(
        ListMessageGatewaysRequest r, ServerCallContext c) => answers.Answer(r, () => new ListMessageGatewaysResponse
        {
            Gateways =
            {
                new MessageGateway { Name = Gateway, Address = "https://gateway.example.org/", CreateTime = new() },
            },
        });

    public override Task<SetContactResponse> SetContact(SetContactRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new SetContactResponse());

    public override Task<GetContactResponse> GetContact(GetContactRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetContactResponse
        {
            Contact = new MemberContact { Email = "ann@example.org" },
        });

    public override Task<SetMessagePreferencesResponse> SetMessagePreferences(
        SetMessagePreferencesRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new SetMessagePreferencesResponse());

    public override Task<GetMessagePreferencesResponse> GetMessagePreferences(
        GetMessagePreferencesRequest r, ServerCallContext c) => answers.Answer(
            r, () => new GetMessagePreferencesResponse
            {
                Preferences = new MessagePreferences
                {
                    Preferences =
                    {
                        new MessagePreference
                        {
                            Kind = MessageKind.CoinsChanged,
                            Channel = MessageChannel.Email,
                            Choice = MessageChoice.Daily,
                        },
                    },
                },
            });

    public override Task<SendMessageResponse> SendMessage(SendMessageRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new SendMessageResponse { Deliveries = { Sent } });

    public override Task<ListInboxResponse> ListInbox(ListInboxRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListInboxResponse
        {
            Messages = { new InboxMessage { Subject = "Sale", Text = "Half price", CreateTime = new() } },
        });

    public override Task<ListDeliveriesResponse> ListDeliveries(ListDeliveriesRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListDeliveriesResponse { Deliveries = { Delivery } });

    public override Task<GetDeliveryResponse> GetDelivery(GetDeliveryRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetDeliveryResponse { Delivery = Delivery });

    public override Task<ReportDeliveryResponse> ReportDelivery(ReportDeliveryRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ReportDeliveryResponse { Evidence = { Delivery.Evidence } });
}
