using System.CommandLine;
using Federation.Messages.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation messages</c> that send, and that show what became of it.</summary>
internal static class SentMessages
{
    private const string Example = "partners/aster/deliveries/01900000-0000-7000-8000-00000000000f";

    public static ExampleCommand Send(Globals globals)
    {
        var (member, brand, language) = (MemberArguments.Member(), MessageText.BrandOption(), MessageText.Language());
        var key = new Option<string>("--key")
        {
            Description = "The brand's key of the message: with the same one it is made once.",
            HelpName = "KEY",
            Required = true,
        };
        var title = new Option<string>("--title") { Description = "The title, one line.", Required = true };
        var text = new Option<string>("--text") { Description = "The text.", Required = true };
        var security = new Option<bool>("--security")
        {
            Description = "It is about the safety of the account: no quiet hours, and no opting out in the inbox.",
        };
        var command = new ExampleCommand(
            "send", "Sends a member what the brand has to say.",
            "messages send 17850 --brand aster --key sale-1 --language en --title Sale --text 'Half price today.'")
        {
            member, brand, key, language, title, text, security,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.SendMessageAsync(
                new SendMessageRequest
                {
                    RequestId = session.RequestId,
                    Parent = MessageText.Parent(parse.GetValue(brand)),
                    Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
                    Key = parse.GetValue(key),
                    Kind = parse.GetValue(security) ? MessageKind.Security : MessageKind.Announcement,
                    Texts =
                    {
                        new Federation.Messages.V1.MessageText
                        {
                            Language = parse.GetValue(language),
                            Title = parse.GetValue(title),
                            Text = parse.GetValue(text),
                        },
                    },
                },
                cancellationToken: cancel);
            var table = Tables.Of("delivery", "decided before");
            foreach (var delivery in response.Deliveries)
                table.Row(delivery, response.Replayed);
            return session.Show(response, table);
        });
        return command;
    }

    public static ExampleCommand List(Globals globals)
    {
        var (brand, limit) = (MessageText.Brand(), Globals.Limit());
        var member = new Option<string?>("--member") { Description = "Only of this member.", HelpName = "MEMBER" };
        var state = new Option<string?>("--state")
        {
            Description = "Only in this state: waiting, digested, sent or failed.",
            HelpName = "STATE",
        };
        var kind = new Option<string?>("--kind")
        {
            Description = $"Only of this kind: {MessageText.Kinds}.",
            HelpName = "KIND",
        };
        var channel = new Option<string?>("--channel")
        {
            Description = "Only on this channel: inbox, email, sms, wechat or push.",
            HelpName = "CHANNEL",
        };
        var command = new ExampleCommand(
            "deliveries", "Lists the brand's messages, newest first.",
            "messages deliveries aster --kind security --channel sms --state failed")
        {
            brand, member, kind, channel, state, limit,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var request = new ListDeliveriesRequest
            {
                Parent = MessageText.Parent(parse.GetValue(brand)),
                Member = parse.GetValue(member) is { } name
                    ? await MemberArguments.ResolveAsync(session.Client, name, cancel) : "",
                State = parse.GetValue(state) is { } word
                    ? MessageText.Read<DeliveryState>(word, "--state") : DeliveryState.Unspecified,
                Kind = parse.GetValue(kind) is { } about
                    ? MessageText.Read<MessageKind>(about, "--kind") : MessageKind.Unspecified,
                Channel = parse.GetValue(channel) is { } way
                    ? MessageText.Read<MessageChannel>(way, "--channel") : MessageChannel.Unspecified,
            };
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
            {
                (request.PageSize, request.PageToken) = (size, token);
                return session.Client.Messages.ListDeliveriesAsync(request, cancellationToken: cancel);
            });
            return session.Show(found, TableOf(found.Deliveries));
        });
        return command;
    }

    public static ExampleCommand Get(Globals globals)
    {
        var name = Name();
        var command = new ExampleCommand("delivery", "Shows one message, whole.", $"messages delivery {Example}")
        {
            name,
        };
        globals.Run(command, BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.GetDeliveryAsync(
                new GetDeliveryRequest { Name = parse.GetValue(name) }, cancellationToken: cancel);
            var (delivery, table) = (response.Delivery, TableOf([response.Delivery]));
            return session.Show(response, table.Caption(new TableTitle(delivery.Text.EscapeMarkup())));
        });
        return command;
    }

    public static ExampleCommand Report(Globals globals)
    {
        var name = Name();
        var level = new Argument<string>("level") { Description = "delivered or read." };
        var command = new ExampleCommand(
            "report", "Reports what a gateway learnt of a message.", $"messages report {Example} delivered")
        {
            name, level,
        };
        globals.Run(command, BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.ReportDeliveryAsync(
                new ReportDeliveryRequest
                {
                    RequestId = session.RequestId,
                    Name = parse.GetValue(name),
                    Level = MessageText.Read<EvidenceLevel>(parse.GetValue(level), "level"),
                },
                cancellationToken: cancel);
            var table = Tables.Of("level", "at");
            foreach (var evidence in response.Evidence)
                table.Row(evidence.Level, evidence.Time);
            return session.Show(response, table);
        });
        return command;
    }

    private static Argument<string> Name() =>
        new("delivery") { Description = "The delivery: partners/{p}/deliveries/{uuid}." };

    private static Func<ParseResult, string?> BrandOf(Argument<string> name) =>
        parse => ResourceNames.TryDelivery(parse.GetValue(name), out var brand, out _) ? brand : null;

    private static Table TableOf(IEnumerable<Delivery> deliveries)
    {
        var table = Tables.Of(
            "delivery", "at", "member", "kind", "channel", "state", "got as far as", "#tries", "problem");
        foreach (var d in deliveries)
            table.Row(
                d.Name, d.CreateTime, d.Member, d.Kind, d.Channel, d.State,
                d.Evidence.Count == 0 ? "" : Tables.Word(d.Evidence[^1].Level), d.Attempts, d.Problem);
        return table;
    }
}
