using Federation.Messages.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What <c>federation messages</c> sends, as whom, and what it shows.</summary>
public sealed class MessageVerbTests : IAsyncLifetime
{
    private const string Parent = "partners/aster";
    private readonly string file = Path.GetTempFileName();
    private ScriptedAlliance alliance = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        alliance = await ScriptedAlliance.StartAsync();
        await File.WriteAllTextAsync(file, "{{ text }}\r\nBye\n", Cancel);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    /// <summary>The command, the request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        { "settings aster", new GetMessageSettingsRequest { Parent = Parent }, "21:00-09:00" },
        {
            "set aster --time-zone Europe/London --language en --quiet 22:30-08:00 --off coins-changed "
            + "--channels coins-expiring=email,sms",
            new SetMessageSettingsRequest
            {
                Parent = Parent,
                Settings = new MessageSettings
                {
                    TimeZone = "Europe/London",
                    Language = "en",
                    QuietFromMinute = 1350,
                    QuietUntilMinute = 480,
                    Off = { MessageKind.CoinsChanged },
                    Channels =
                    {
                        new KindChannels
                        {
                            Kind = MessageKind.CoinsExpiring,
                            Channels = { MessageChannel.Email, MessageChannel.Sms },
                        },
                    },
                },
            }, "22:30-08:00"
        },
        { "templates aster", new ListMessageTemplatesRequest { Parent = Parent }, "{{ title }}" },
        {
            "publish aster FILE --kind announcement --language en --subject {{title}}",
            new PublishMessageTemplateRequest
            {
                Parent = Parent,
                Template = new MessageTemplate
                {
                    Kind = MessageKind.Announcement,
                    Language = "en",
                    Subject = "{{title}}",
                    Text = "{{ text }}\nBye",
                },
            }, "[title]"
        },
        {
            "withdraw aster --kind coins-expiring --language zh-CN",
            new WithdrawMessageTemplateRequest
            {
                Parent = Parent,
                Kind = MessageKind.CoinsExpiring,
                Language = "zh-CN",
            }, "coins-expiring"
        },
        { "gateways aster", new ListMessageGatewaysRequest { Parent = Parent }, ScriptedMessages.Gateway },
        {
            "set-gateway aster sms https://gateway.example.org/",
            new SetMessageGatewayRequest
            {
                Parent = Parent,
                Channel = MessageChannel.Sms,
                Address = "https://gateway.example.org/",
            }, "whsec_AAAA"
        },
        {
            "rotate-gateway aster sms --overlap-hours 24",
            new RotateMessageGatewayRequest { Name = ScriptedMessages.Gateway, OverlapHours = 24 }, "whsec_BBBB"
        },
        {
            "remove-gateway aster sms", new RemoveMessageGatewayRequest { Name = ScriptedMessages.Gateway },
            ScriptedMessages.Gateway
        },
        {
            "contact 17850 --brand aster", new GetContactRequest { Member = ScriptedMembers.Name }, "ann@example.org"
        },
        {
            "set-contact 17850 --brand aster --email ann@example.org --phone +8613800138000",
            new SetContactRequest
            {
                Member = ScriptedMembers.Name,
                Contact = new MemberContact { Email = "ann@example.org", Phone = "+8613800138000" },
            }, ScriptedMembers.Name
        },
        {
            "preferences 17850 --brand aster",
            new GetMessagePreferencesRequest { Parent = Parent, Member = ScriptedMembers.Name }, "daily"
        },
        {
            "choose 17850 --brand aster --want announcement/email=none --language zh-CN",
            new SetMessagePreferencesRequest
            {
                Parent = Parent,
                Member = ScriptedMembers.Name,
                Preferences = new MessagePreferences
                {
                    Language = "zh-CN",
                    Preferences =
                    {
                        new MessagePreference
                        {
                            Kind = MessageKind.Announcement,
                            Channel = MessageChannel.Email,
                            Choice = MessageChoice.None,
                        },
                    },
                },
            }, ScriptedMembers.Name
        },
        {
            "send 17850 --brand aster --key sale-1 --language en --title Sale --text Half --security",
            new SendMessageRequest
            {
                Parent = Parent,
                Member = ScriptedMembers.Name,
                Key = "sale-1",
                Kind = MessageKind.Security,
                Texts = { new Federation.Messages.V1.MessageText { Language = "en", Title = "Sale", Text = "Half" } },
            }, ScriptedMessages.Sent
        },
        {
            "inbox 17850 --brand aster --unread --limit 7",
            new ListInboxRequest
            {
                Member = ScriptedMembers.Name,
                Partner = Parent,
                Unread = true,
                PageSize = 7,
            }, "Half price"
        },
        {
            "deliveries aster --member 17850 --state failed --limit 7",
            new ListDeliveriesRequest
            {
                Parent = Parent,
                Member = ScriptedMembers.Name,
                State = DeliveryState.Failed,
                PageSize = 7,
            }, "1,234"
        },
        {
            "deliveries aster --kind coins-expiring --channel wechat",
            new ListDeliveriesRequest
            {
                Parent = Parent,
                Kind = MessageKind.CoinsExpiring,
                Channel = MessageChannel.Wechat,
                PageSize = 100,
            }, "1,234"
        },
        {
            "delivery " + ScriptedMessages.Sent, new GetDeliveryRequest { Name = ScriptedMessages.Sent },
            ScriptedMessages.Sent
        },
        {
            $"report {ScriptedMessages.Sent} delivered",
            new ReportDeliveryRequest { Name = ScriptedMessages.Sent, Level = EvidenceLevel.Delivered }, "delivered"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await RunAsync(arguments);

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Directory.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.NotEmpty((string)id.Accessor.GetValue(sent));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    [Theory]
    [InlineData("set aster --time-zone UTC --language en --quiet 25:00-09:00", "--quiet")]
    [InlineData("set aster --time-zone UTC --language en --channels announcement", "--channels")]
    [InlineData("set aster --time-zone UTC --language en --off everything", "--off")]
    [InlineData("choose 17850 --brand aster --want announcement=none", "--want")]
    [InlineData($"report {ScriptedMessages.Sent} often", "level")]
    public async Task Verb_ThatCannotBeMeant_IsExplained(string arguments, string named)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(string arguments) => alliance.RunAsync(
        ["messages", .. arguments.Split(' ').Select(a => a == "FILE" ? file : a)]);
}
