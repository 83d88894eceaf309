using System.CommandLine;
using Federation.Messages.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation messages</c> about what a brand's messages keep to and say.</summary>
internal static class MessageSetup
{
    private const int MinutesPerHour = 60;

    public static ExampleCommand Settings(Globals globals)
    {
        var brand = MessageText.Brand();
        var command = new ExampleCommand(
            "settings", "Shows what the brand's messages keep to.", "messages settings aster")
        {
            brand,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.GetMessageSettingsAsync(
                new GetMessageSettingsRequest { Parent = MessageText.Parent(parse.GetValue(brand)) },
                cancellationToken: cancel);
            var settings = response.Settings;
            return session.Show(response, Tables.Of("time zone", "language", "quiet", "off", "since").Row(
                settings.TimeZone, settings.Language, QuietOf(settings),
                string.Join(", ", settings.Off.Select(k => Tables.Word(k))), response.BeginTime));
        });
        return command;
    }

    public static ExampleCommand Set(Globals globals)
    {
        var (brand, language) = (MessageText.Brand(), MessageText.Language());
        var zone = new Option<string>("--time-zone")
        {
            Description = "The brand's time zone, for instance Asia/Shanghai.",
            HelpName = "ZONE",
            Required = true,
        };
        var quiet = new Option<string?>("--quiet")
        {
            Description = "When nothing is sent, in that zone; 21:00-09:00 if not said.",
            HelpName = "HH:MM-HH:MM",
        };
        var off = new Option<string[]>("--off")
        {
            Description = "What is not sent: coins-changed, coins-expiring, coupons-given, coupons-expiring, prizes; "
                + "may be said several times.",
            HelpName = "KIND",
        };
        var channels = new Option<string[]>("--channels")
        {
            Description = "The channels of a kind beside the inbox, KIND=CHANNEL,…; may be said several times.",
            HelpName = "KIND=CHANNELS",
        };
        var command = new ExampleCommand(
            "set", "Sets what the brand's messages keep to, in place of all that was said before.",
            "messages set aster --time-zone Asia/Shanghai --language zh-CN --channels coins-expiring=email,sms")
        {
            brand, zone, language, quiet, off, channels,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var settings = new MessageSettings
            {
                TimeZone = parse.GetValue(zone),
                Language = parse.GetValue(language),
                Off = { (parse.GetValue(off) ?? []).Select(k => MessageText.Read<MessageKind>(k, "--off")) },
                Channels = { (parse.GetValue(channels) ?? []).Select(ChannelsOf) },
            };
            if (parse.GetValue(quiet) is { } hours)
                (settings.QuietFromMinute, settings.QuietUntilMinute) = QuietOf(hours);
            var response = await session.Client.Messages.SetMessageSettingsAsync(
                new SetMessageSettingsRequest
                {
                    RequestId = session.RequestId,
                    Parent = MessageText.Parent(parse.GetValue(brand)),
                    Settings = settings,
                },
                cancellationToken: cancel);
            return session.Show(response, Tables.Of("time zone", "language", "quiet", "decided before").Row(
                settings.TimeZone, settings.Language, QuietOf(settings), response.Replayed));
        });
        return command;
    }

    public static ExampleCommand Templates(Globals globals)
    {
        var brand = MessageText.Brand();
        var command = new ExampleCommand(
            "templates", "Shows what each kind of message says, and the fields that templates may use.",
            "messages templates aster")
        {
            brand,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.ListMessageTemplatesAsync(
                new ListMessageTemplatesRequest { Parent = MessageText.Parent(parse.GetValue(brand)) },
                cancellationToken: cancel);
            var table = Tables.Of("kind", "language", "of", "subject", "fields");
            foreach (var template in response.Templates)
                table.Row(
                    template.Kind, template.Language, template.IsDefault ? "the alliance" : "the brand",
                    template.Subject, string.Join(", ", template.Fields.Select(f => f.Name)));
            return session.Show(response, table);
        });
        return command;
    }

    public static ExampleCommand Publish(Globals globals)
    {
        var (brand, kind, language) = (MessageText.Brand(), MessageText.Kind(), MessageText.Language());
        var file = new Argument<string>("file") { Description = "A file with the text." };
        var subject = new Option<string>("--subject") { Description = "The subject, one line.", Required = true };
        var command = new ExampleCommand(
            "publish", "Publishes a template, and shows a message of it with made-up fields.",
            "messages publish aster sale.txt --kind announcement --language en --subject '{{ title }}'")
        {
            brand, file, kind, language, subject,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.PublishMessageTemplateAsync(
                new PublishMessageTemplateRequest
                {
                    RequestId = session.RequestId,
                    Parent = MessageText.Parent(parse.GetValue(brand)),
                    Template = new MessageTemplate
                    {
                        Kind = MessageText.Read<MessageKind>(parse.GetValue(kind), "--kind"),
                        Language = parse.GetValue(language),
                        Subject = parse.GetValue(subject),
                        Text = TextFile.Read(parse.GetValue(file) ?? "").ReplaceLineEndings("\n").TrimEnd('\n'),
                    },
                },
                cancellationToken: cancel);
            return session.Show(response, Tables.Of("subject", "text", "decided before").Row(
                response.SampleSubject, response.SampleText, response.Replayed));
        });
        return command;
    }

    public static ExampleCommand Withdraw(Globals globals)
    {
        var (brand, kind, language) = (MessageText.Brand(), MessageText.Kind(), MessageText.Language());
        var command = new ExampleCommand(
            "withdraw", "Goes back to the alliance's template.",
            "messages withdraw aster --kind announcement --language en")
        {
            brand, kind, language,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.WithdrawMessageTemplateAsync(
                new WithdrawMessageTemplateRequest
                {
                    RequestId = session.RequestId,
                    Parent = MessageText.Parent(parse.GetValue(brand)),
                    Kind = MessageText.Read<MessageKind>(parse.GetValue(kind), "--kind"),
                    Language = parse.GetValue(language),
                },
                cancellationToken: cancel);
            return session.Show(response, Tables.Of("kind", "language", "decided before").Row(
                parse.GetValue(kind), parse.GetValue(language), response.Replayed));
        });
        return command;
    }

    private static KindChannels ChannelsOf(string text)
    {
        if (text.Split('=') is not [var kind, var channels])
            throw new BadInputException($"--channels: '{text}' is not KIND=CHANNEL,CHANNEL.");
        return new KindChannels
        {
            Kind = MessageText.Read<MessageKind>(kind, "--channels"),
            Channels =
            {
                channels.Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(c => MessageText.Read<MessageChannel>(c, "--channels")),
            },
        };
    }

    private static string QuietOf(MessageSettings settings) => settings.HasQuietFromMinute
        ? $"{Clock(settings.QuietFromMinute)}-{Clock(settings.QuietUntilMinute)}" : "21:00-09:00";

    private static (int From, int Until) QuietOf(string text)
    {
        var times = text.Split('-')
            .Select(t => TimeOnly.TryParseExact(t, "HH:mm", out var time) ? time : (TimeOnly?)null).ToList();
        return times is [{ } from, { } until]
            ? (MinuteOf(from), MinuteOf(until))
            : throw new BadInputException($"--quiet: '{text}' is not HH:MM-HH:MM.");
    }

    private static int MinuteOf(TimeOnly time) => (time.Hour * MinutesPerHour) + time.Minute;

    private static string Clock(int minute) => $"{minute / MinutesPerHour:00}:{minute % MinutesPerHour:00}";
}
