using System.CommandLine;
using Federation.Partners.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation merchants</c>: the brands' tills, shops and sites.</summary>
internal static class MerchantsCommand
{
    public static Command Build(Globals globals) =>
        new ExampleCommand("merchants", "The brands' merchants: where coins are spent.")
    {
        Create(globals), Update(globals), Get(globals), List(globals),
    };

    private static ExampleCommand Create(Globals globals)
    {
        var id = new Argument<string>("id")
        {
            Description = "The merchant's id: 2 to 32 of a-z, 0-9 and '-', starting with a letter.",
        };
        var partner = PartnersCommand.Owner();
        var name =
            new Option<string>("--name") { Description = "The name for people, 1 to 100 characters.", Required = true };
        var coin = new Option<string>("--coin")
        {
            Description = "The coin that its sales are redeemed in, one of its brand's.",
            HelpName = "COIN",
            Required = true,
        };
        var command = new ExampleCommand(
            "create", "Creates a merchant of a brand.",
            "merchants create store --partner elder --coin elder --name \"Elder Books\"")
        {
            id, partner, coin, name,
        };
        globals.Run(command, PartnersCommand.AdminOr(partner), async (session, parse, cancel) =>
        {
            var response = await session.Client.Merchants.CreateMerchantAsync(new CreateMerchantRequest
            {
                RequestId = session.RequestId,
                Parent = PartnersCommand.NameOf(parse.GetValue(partner)!),
                MerchantId = parse.GetValue(id),
                DisplayName = parse.GetValue(name),
                Coin = ResourceText.Coin(parse.GetValue(coin)!),
            }, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Merchant]));
        });
        return command;
    }

    private static ExampleCommand Update(Globals globals)
    {
        var merchant = new Argument<string>("merchant") { Description = "The merchant, partners/{p}/merchants/{m}." };
        var name = new Option<string?>("--name") { Description = "The new name for people." };
        var close = new Option<bool>("--close") { Description = "Closes it: nothing new begins there." };
        var open = new Option<bool>("--open") { Description = "Opens it again." };
        var command = new ExampleCommand(
            "update", "Renames a merchant, closes it, or opens it again.",
            "merchants update partners/aster/merchants/store --name 'Main street' --as aster-admin",
            "merchants update partners/aster/merchants/store --close --as aster-admin")
        {
            merchant, name, close, open,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            if (parse.GetValue(close) && parse.GetValue(open))
                throw new BadInputException("Give one of --close and --open.");
            var request = new UpdateMerchantRequest
            {
                RequestId = session.RequestId,
                Name = parse.GetValue(merchant),
                DisplayName = parse.GetValue(name) ?? "",
            };
            if (parse.GetValue(close) || parse.GetValue(open))
                request.Closed = parse.GetValue(close);
            var response = await session.Client.Merchants.UpdateMerchantAsync(request, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Merchant]));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var merchant = new Argument<string>("merchant") { Description = "The merchant, partners/{p}/merchants/{m}." };
        var command =
            new ExampleCommand("get", "Shows a merchant.", "merchants get partners/aster/merchants/store") { merchant };
        globals.Run(command, PartnersCommand.Anyone, async (session, parse, cancel) =>
        {
            var request = new GetMerchantRequest { Name = parse.GetValue(merchant) };
            var response = await session.Client.Merchants.GetMerchantAsync(request, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Merchant]));
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var (partner, limit) = (PartnersCommand.PartnerArgument(), Globals.Limit());
        var command =
            new ExampleCommand("list", "Lists a brand's merchants, by id.", "merchants list aster") { partner, limit };
        globals.Run(command, PartnersCommand.Anyone, async (session, parse, cancel) =>
        {
            var parent = PartnersCommand.NameOf(parse.GetValue(partner)!);
            var merchants = session.Client.Merchants;
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) => merchants.ListMerchantsAsync(
                new ListMerchantsRequest { Parent = parent, PageSize = size, PageToken = token },
                cancellationToken: cancel));
            return session.Show(found, TableOf(found.Merchants));
        });
        return command;
    }

    private static Table TableOf(IEnumerable<Merchant> merchants)
    {
        var table = Tables.Of("merchant", "name", "coin", "since", "closed");
        foreach (var m in merchants)
            table.Row(m.Name, m.DisplayName, m.Coin, m.CreateTime, m.CloseTime);
        return table;
    }
}
