using System.CommandLine;
using Federation.Messages.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation messages</c> about a brand's gateways.</summary>
internal static class MessageGateways
{
    public static ExampleCommand List(Globals globals)
    {
        var brand = MessageText.Brand();
        var command = new ExampleCommand("gateways", "Lists the brand's gateways.", "messages gateways aster")
        {
            brand,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.ListMessageGatewaysAsync(
                new ListMessageGatewaysRequest { Parent = MessageText.Parent(parse.GetValue(brand)) },
                cancellationToken: cancel);
            return session.Show(response, TableOf(response.Gateways));
        });
        return command;
    }

    public static ExampleCommand Set(Globals globals)
    {
        var (brand, channel) = (MessageText.Brand(), Channel());
        var address = new Argument<string>("address") { Description = "Its https address." };
        var command = new ExampleCommand(
            "set-gateway", "Sets the gateway of a channel; its secret is shown once.",
            "messages set-gateway aster sms https://gateway.example.org/messages")
        {
            brand, channel, address,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.SetMessageGatewayAsync(
                new SetMessageGatewayRequest
                {
                    RequestId = session.RequestId,
                    Parent = MessageText.Parent(parse.GetValue(brand)),
                    Channel = MessageText.Read<MessageChannel>(parse.GetValue(channel), "channel"),
                    Address = parse.GetValue(address),
                },
                cancellationToken: cancel);
            return session.Show(response, SecretOf(response.Gateway, response.Secret, response.Replayed));
        });
        return command;
    }

    public static ExampleCommand Rotate(Globals globals)
    {
        var (brand, channel) = (MessageText.Brand(), Channel());
        var hours = new Option<int>("--overlap-hours")
        {
            Description = "For how long messages are signed with the secret before, too.",
            HelpName = "N",
        };
        var command = new ExampleCommand(
            "rotate-gateway", "Makes a new secret, which is shown once.",
            "messages rotate-gateway aster sms --overlap-hours 24")
        {
            brand, channel, hours,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var response = await session.Client.Messages.RotateMessageGatewayAsync(
                new RotateMessageGatewayRequest
                {
                    RequestId = session.RequestId,
                    Name = NameOf(parse, brand, channel),
                    OverlapHours = parse.GetValue(hours),
                },
                cancellationToken: cancel);
            return session.Show(response, SecretOf(response.Gateway, response.Secret, response.Replayed));
        });
        return command;
    }

    public static ExampleCommand Remove(Globals globals)
    {
        var (brand, channel) = (MessageText.Brand(), Channel());
        var command = new ExampleCommand(
            "remove-gateway", "Removes a gateway; what waits for it is given up.",
            "messages remove-gateway aster sms")
        {
            brand, channel,
        };
        globals.Run(command, MessageText.Of(brand), async (session, parse, cancel) =>
        {
            var name = NameOf(parse, brand, channel);
            var response = await session.Client.Messages.RemoveMessageGatewayAsync(
                new RemoveMessageGatewayRequest { RequestId = session.RequestId, Name = name },
                cancellationToken: cancel);
            return session.Show(response, Tables.Of("gateway", "decided before").Row(name, response.Replayed));
        });
        return command;
    }

    private static Argument<string> Channel() => new("channel") { Description = "sms, wechat or push." };

    private static string NameOf(ParseResult parse, Argument<string> brand, Argument<string> channel) =>
        ResourceNames.MessageGateway(
            ResourceNames.LastPart(parse.GetValue(brand) ?? ""), parse.GetValue(channel) ?? "");

    private static Table SecretOf(MessageGateway gateway, string secret, bool replayed) =>
        Tables.Of("gateway", "address", "secret", "decided before").Row(
            gateway.Name, gateway.Address, secret, replayed);

    private static Table TableOf(IEnumerable<MessageGateway> gateways)
    {
        var table = Tables.Of("gateway", "address", "since", "previous secret until");
        foreach (var g in gateways)
            table.Row(g.Name, g.Address, g.CreateTime, g.PreviousSecretExpireTime);
        return table;
    }
}
