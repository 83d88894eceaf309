using Federation.Errors.V1;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What Aster told its members: one message in each state; and its templates, of which one is its
/// own.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>The last list that was asked for.</summary>
    public ListDeliveriesRequest? DeliveriesAsked { get; private set; }

    /// <summary>Aster's own template of announcements in English; null: it has none.</summary>
    public MessageTemplate? OwnTemplate { get; set; } = new()
    {
        Kind = MessageKind.Announcement,
        Language = "en",
        Subject = "{{ brand }}: <i>{{ title }}</i>",
        Text = "{{ text }}\nSee you <b>soon</b>.",
    };

    private IEnumerable<Delivery> DeliveriesOf()
    {
        if (!HasMessages)
            yield break;
        var made = Timestamp.FromDateTimeOffset(Now.AddHours(-3));
        foreach (var (number, kind, channel, state) in new[]
        {
            (1, MessageKind.CoinsExpiring, MessageChannel.Email, DeliveryState.Sent),
            (2, MessageKind.Announcement, MessageChannel.Sms, DeliveryState.Waiting),
            (3, MessageKind.CoinsChanged, MessageChannel.Push, DeliveryState.Failed),
            (4, MessageKind.Announcement, MessageChannel.Email, DeliveryState.Digested),
        })
            yield return new Delivery
            {
                Name = DeliveryName(number),
                Member = "members/" + Id,
                Kind = kind,
                Channel = channel,
                Key = $"sale-<u>{number}</u>",
                Language = "en",
                Subject = $"Message <i>{number}</i>",
                Text = "First line.\nSecond <s>line</s>.",
                State = state,
                CreateTime = made,
                DueTime = made,
                Attempts = number,
                Problem = state is DeliveryState.Waiting or DeliveryState.Failed ? "HTTP <q>503</q>" : "",
                Digest = state == DeliveryState.Digested ? DeliveryName(1) : "",
                Evidence =
                {
                    state != DeliveryState.Sent ? [] :
                    [
                        new Evidence
                        {
                            Level = EvidenceLevel.Accepted, Time = made, AnswerDigest = BytesOf(0xab, 32),
                        },
                        new Evidence { Level = EvidenceLevel.Read, Time = Timestamp.FromDateTimeOffset(Now) },
                    ],
                },
            };
    }

    private IEnumerable<MessageTemplate> TemplatesOf()
    {
        foreach (var kind in new[] { MessageKind.Announcement, MessageKind.Digest })
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var own = OwnTemplate is { } mine && mine.Kind == kind && mine.Language == language ? mine : null;
                var shown = own?.Clone() ?? new MessageTemplate
                {
                    Kind = kind,
                    Language = language,
                    Subject = "{{ brand }}",
                    Text = "{{ text }}",
                    IsDefault = true,
                };
                shown.Fields.Add(new TemplateField { Name = "brand" });
                shown.Fields.Add(new TemplateField { Name = "messages", IsList = true });
                yield return shown;
            }
    }

    private sealed partial class MessageBook
    {
        public override Task<ListDeliveriesResponse> ListDeliveries(
            ListDeliveriesRequest request, ServerCallContext context)
        {
            alliance.DeliveriesAsked = request;
            var found = alliance.DeliveriesOf().Where(d => request.State is DeliveryState.Unspecified
                || d.State == request.State).ToList();
            return Task.FromResult(new ListDeliveriesResponse
            {
                Deliveries = { found },
                NextPageToken = found.Count > 1 ? "a&b" : "",
            });
        }

        public override Task<GetDeliveryResponse> GetDelivery(GetDeliveryRequest request, ServerCallContext context) =>
            alliance.DeliveriesOf().FirstOrDefault(d => d.Name == request.Name) is { } found
                ? Task.FromResult(new GetDeliveryResponse { Delivery = found })
                : throw Refuse(ErrorReason.DeliveryNotFound, StatusCode.NotFound, "There is no such message.");

        public override Task<ListMessageTemplatesResponse> ListMessageTemplates(
            ListMessageTemplatesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListMessageTemplatesResponse { Templates = { alliance.TemplatesOf() } });

        public override Task<PublishMessageTemplateResponse> PublishMessageTemplate(
            PublishMessageTemplateRequest request, ServerCallContext context)
        {
            if (request.Template.Text.Contains("{% include", StringComparison.Ordinal))
                throw Refuse(ErrorReason.FieldInvalid, StatusCode.InvalidArgument);
            alliance.OwnTemplate = request.Template;
            return Task.FromResult(new PublishMessageTemplateResponse
            {
                SampleSubject = "Aster: <q>Sale</q>",
                SampleText = "Half price.",
            });
        }

        public override Task<WithdrawMessageTemplateResponse> WithdrawMessageTemplate(
            WithdrawMessageTemplateRequest request, ServerCallContext context)
        {
            alliance.OwnTemplate = null;
            return Task.FromResult(new WithdrawMessageTemplateResponse());
        }
    }
}
