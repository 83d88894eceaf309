using System.CommandLine;
using Federation.Messages.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation messages</c> about one member.</summary>
internal static class MemberMessages
{
    public static ExampleCommand Contact(Globals globals)
    {
        var (member, brand) = (MemberArguments.Member(), MessageText.BrandOption());
        var command = new ExampleCommand(
            "contact", "Shows where the brand reaches a member.", "messages contact 17850 --brand aster")
        {
            member, brand,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Messages.GetContactAsync(
                new GetContactRequest { Member = name }, cancellationToken: cancel);
            return session.Show(response, Tables.Of("member", "e-mail", "telephone").Row(
                name, response.Contact.Email, response.Contact.Phone));
        });
        return command;
    }

    public static ExampleCommand SetContact(Globals globals)
    {
        var (member, brand) = (MemberArguments.Member(), MessageText.BrandOption());
        var email = new Option<string?>("--email") { Description = "The e-mail address.", HelpName = "ADDRESS" };
        var phone = new Option<string?>("--phone")
        {
            Description = "The telephone number with its country, for instance +8613800138000.",
            HelpName = "NUMBER",
        };
        var command = new ExampleCommand(
            "set-contact",
            "Sets where the brand reaches a member, in place of what was known; with neither it is erased.",
            "messages set-contact 17850 --brand aster --email ann@example.org",
            "messages set-contact 17850 --brand aster")
        {
            member, brand, email, phone,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Messages.SetContactAsync(
                new SetContactRequest
                {
                    RequestId = session.RequestId,
                    Member = name,
                    Contact = new MemberContact
                    {
                        Email = parse.GetValue(email) ?? "",
                        Phone = parse.GetValue(phone) ?? "",
                    },
                },
                cancellationToken: cancel);
            return session.Show(response, Tables.Of("member", "decided before").Row(name, response.Replayed));
        });
        return command;
    }

    public static ExampleCommand Preferences(Globals globals)
    {
        var (member, brand) = (MemberArguments.Member(), MessageText.BrandOption());
        var command = new ExampleCommand(
            "preferences", "Shows what a member wants of the brand's messages.",
            "messages preferences 17850 --brand aster")
        {
            member, brand,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.GetMessagePreferencesAsync(
                new GetMessagePreferencesRequest
                {
                    Parent = MessageText.Parent(parse.GetValue(brand)),
                    Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
                },
                cancellationToken: cancel);
            var table = Tables.Of("kind", "channel", "wants", "language");
            foreach (var wish in response.Preferences.Preferences)
                table.Row(wish.Kind, wish.Channel, wish.Choice, response.Preferences.Language);
            return session.Show(response, table);
        });
        return command;
    }

    public static ExampleCommand Choose(Globals globals)
    {
        var (member, brand) = (MemberArguments.Member(), MessageText.BrandOption());
        var wishes = new Option<string[]>("--want")
        {
            Description = "KIND/CHANNEL=each, daily or none; may be said several times.",
            HelpName = "KIND/CHANNEL=CHOICE",
        };
        var language = new Option<string?>("--language") { Description = "en or zh-CN.", HelpName = "LANGUAGE" };
        var command = new ExampleCommand(
            "choose", "Sets what a member wants, in place of what it wanted before.",
            "messages choose 17850 --brand aster --want announcement/email=daily --language zh-CN")
        {
            member, brand, wishes, language,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Messages.SetMessagePreferencesAsync(
                new SetMessagePreferencesRequest
                {
                    RequestId = session.RequestId,
                    Parent = MessageText.Parent(parse.GetValue(brand)),
                    Member = name,
                    Preferences = new MessagePreferences
                    {
                        Language = parse.GetValue(language) ?? "",
                        Preferences = { (parse.GetValue(wishes) ?? []).Select(WishOf) },
                    },
                },
                cancellationToken: cancel);
            return session.Show(response, Tables.Of("member", "decided before").Row(name, response.Replayed));
        });
        return command;
    }

    public static ExampleCommand Inbox(Globals globals)
    {
        var (member, brand, limit) = (MemberArguments.Member(), MessageText.BrandOption(), Globals.Limit());
        var unread = new Option<bool>("--unread") { Description = "Only what is unread." };
        var command = new ExampleCommand(
            "inbox", "Shows a member's messages of the brand, newest first.",
            "messages inbox 17850 --brand aster --unread")
        {
            member, brand, unread, limit,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var request = new ListInboxRequest
            {
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
                Partner = MessageText.Parent(parse.GetValue(brand)),
                Unread = parse.GetValue(unread),
            };
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
            {
                (request.PageSize, request.PageToken) = (size, token);
                return session.Client.Messages.ListInboxAsync(request, cancellationToken: cancel);
            });
            var table = Tables.Of("at", "kind", "subject", "text", "read");
            foreach (var message in found.Messages)
                table.Row(message.CreateTime, message.Kind, message.Subject, message.Text, message.ReadTime);
            return session.Show(found, table);
        });
        return command;
    }

    private static MessagePreference WishOf(string text)
    {
        if (text.Split('/', '=') is not [var kind, var channel, var choice])
            throw new BadInputException($"--want: '{text}' is not KIND/CHANNEL=CHOICE.");
        return new MessagePreference
        {
            Kind = MessageText.Read<MessageKind>(kind, "--want"),
            Channel = MessageText.Read<MessageChannel>(channel, "--want"),
            Choice = MessageText.Read<MessageChoice>(choice, "--want"),
        };
    }
}
