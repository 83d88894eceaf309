using Federation.Errors.V1;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What Aster wrote to the member, and what the member wants of it.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>Whether there are messages.</summary>
    public bool HasMessages { get; set; } = true;

    /// <summary>What the member wants of Aster's messages.</summary>
    public MessagePreferences Wishes { get; private set; } = new()
    {
        Language = "zh-CN",
        Preferences =
        {
            new MessagePreference
            {
                Kind = MessageKind.Announcement, Channel = MessageChannel.Email, Choice = MessageChoice.Daily,
            },
        },
    };

    private readonly HashSet<string> read = [];

    private static string DeliveryName(int number) => $"partners/aster/deliveries/{Id[..^1]}{number}";

    private IEnumerable<InboxMessage> InboxOf()
    {
        if (!HasMessages)
            yield break;
        foreach (var (number, kind, subject) in new[]
        {
            (1, MessageKind.CoinsExpiring, "15 coins <b>end</b> soon"),
            (2, MessageKind.CoinsChanged, "You got 320 coins"), (3, MessageKind.Announcement, "Sale"),
        })
            yield return new InboxMessage
            {
                Name = DeliveryName(number),
                Partner = "partners/aster",
                Kind = kind,
                Language = "en",
                Subject = subject,
                Text = "First line.\nSecond <script>alert(3)</script> line.",
                CreateTime = Timestamp.FromDateTimeOffset(Now.AddHours(-number)),
                ReadTime = number == 3 || read.Contains(DeliveryName(number))
                    ? Timestamp.FromDateTimeOffset(Now) : null,
            };
    }

    private sealed partial class MessageBook(FakeAlliance alliance) : MessageService.MessageServiceBase
    {
        public override Task<ListInboxResponse> ListInbox(ListInboxRequest request, ServerCallContext context)
        {
            var all = alliance.InboxOf().ToList();
            var answer = new ListInboxResponse { UnreadCount = all.Count(m => m.ReadTime is null) };
            answer.Messages.Add(all.Where(m => !request.Unread || m.ReadTime is null));
            if (all.Count > 0 && request.PageToken.Length == 0)
                answer.NextPageToken = "a&b";
            return Task.FromResult(answer);
        }

        public override Task<ReadInboxResponse> ReadInbox(ReadInboxRequest request, ServerCallContext context)
        {
            alliance.read.UnionWith(request.Names);
            return Task.FromResult(new ReadInboxResponse());
        }

        public override Task<GetMessagePreferencesResponse> GetMessagePreferences(
            GetMessagePreferencesRequest request, ServerCallContext context) =>
            request.Parent == "partners/aster"
                ? Task.FromResult(new GetMessagePreferencesResponse { Preferences = alliance.Wishes })
                : throw Refuse(
                    ErrorReason.BrandNotProven, StatusCode.PermissionDenied, "Sign in through this brand first.");

        public override Task<SetMessagePreferencesResponse> SetMessagePreferences(
            SetMessagePreferencesRequest request, ServerCallContext context)
        {
            alliance.Wishes = request.Preferences;
            return Task.FromResult(new SetMessagePreferencesResponse());
        }
    }
}
