using System.CommandLine;
using Federation.Partners.V1;

namespace Federation.Cli;

/// <summary><c>federation partners</c>: the brands.</summary>
internal static class PartnersCommand
{
    public static Command Build(Globals globals) => new ExampleCommand("partners", "The brands of the alliance.")
    {
        List(globals), Get(globals), Register(globals), Suspend(globals), Resume(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var limit = Globals.Limit();
        var command = new ExampleCommand("list", "Lists the brands, by id.", "partners list") { limit };
        globals.Run(command, Anyone, async (session, parse, cancel) =>
        {
            var found =
                await Pages.ReadAsync(parse.GetValue(limit), (size, token) => session.Client.Partners.ListPartnersAsync(
                new ListPartnersRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
            var table = Tables.Of("partner", "name", "Chinese name", "state", "since");
            foreach (var p in found.Partners)
                table.Row(p.Name, p.DisplayName, p.DisplayNameZh, p.State, p.CreateTime);
            return session.Show(found, table);
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var partner = PartnerArgument();
        var command = new ExampleCommand("get", "Shows a brand.", "partners get aster") { partner };
        globals.Run(command, Anyone, async (session, parse, cancel) =>
        {
            var request = new GetPartnerRequest { Name = NameOf(parse.GetValue(partner)!) };
            var response = await session.Client.Partners.GetPartnerAsync(request, cancellationToken: cancel);
            return session.Show(response, One(response.Partner));
        });
        return command;
    }

    private static ExampleCommand Register(Globals globals)
    {
        var id = new Argument<string>(
            "id")
        { Description = "The brand's id: 2 to 32 of a-z, 0-9 and '-', starting with a letter." };
        var name = new Option<string>("--name") { Description = "The brand's name for people.", Required = true };
        var chinese = new Option<string?>("--name-zh") { Description = "The brand's name in Chinese." };
        var command = new ExampleCommand(
            "register", "Registers a brand.", "partners register elder --name \"Elder Books\" --name-zh 长者书店")
        {
            id, name, chinese,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var response = await session.Client.Partners.RegisterPartnerAsync(new RegisterPartnerRequest
            {
                RequestId = session.RequestId,
                PartnerId = parse.GetValue(id),
                DisplayName = parse.GetValue(name),
                DisplayNameZh = parse.GetValue(chinese) ?? "",
            }, cancellationToken: cancel);
            return session.Show(response, One(response.Partner));
        });
        return command;
    }

    private static ExampleCommand Suspend(Globals globals)
    {
        var partner = PartnerArgument();
        var command = new ExampleCommand(
            "suspend", "Suspends a brand: it may read, and nothing else.", "partners suspend aster")
        {
            partner,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new SuspendPartnerRequest
            {
                RequestId = session.RequestId,
                Name = NameOf(parse.GetValue(partner)!)
            };
            var response = await session.Client.Partners.SuspendPartnerAsync(request, cancellationToken: cancel);
            return session.Show(response, One(response.Partner));
        });
        return command;
    }

    private static ExampleCommand Resume(Globals globals)
    {
        var partner = PartnerArgument();
        var command = new ExampleCommand("resume", "Resumes a suspended brand.", "partners resume aster") { partner };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new ResumePartnerRequest
            {
                RequestId = session.RequestId,
                Name = NameOf(parse.GetValue(partner)!)
            };
            var response = await session.Client.Partners.ResumePartnerAsync(request, cancellationToken: cancel);
            return session.Show(response, One(response.Partner));
        });
        return command;
    }

    public static Argument<string> PartnerArgument() =>
        new("partner") { Description = "The brand: its id, or partners/{id}." };

    /// <summary>The brand that something new belongs to.</summary>
    public static Option<string> Owner() =>
        new("--partner") { Description = "The brand: its id.", HelpName = "ID", Required = true };

    /// <summary>What every caller may read is asked as anybody of the file, an admin first.</summary>
    public static ValueTask<string?> Anyone(Session session, ParseResult parse, CancellationToken cancel) =>
        ValueTask.FromResult<string?>(session.Credentials.Anyone);

    /// <summary>What an alliance admin or the brand's own may do: the admin where the file has one, else the
    /// brand.</summary>
    public static Who AdminOr(Option<string> partner) => (session, parse, _) => ValueTask.FromResult<string?>(
        session.Credentials.Has("admin") ? "admin" : ResourceText.IdOf(parse.GetValue(partner)!));

    public static string NameOf(string partner) =>
        partner.Contains('/', StringComparison.Ordinal) ? partner : ResourceNames.Partner(partner);

    private static Spectre.Console.Table One(Partner partner) =>
        Tables.Of("partner", "name", "Chinese name", "state", "since")
        .Row(partner.Name, partner.DisplayName, partner.DisplayNameZh, partner.State, partner.CreateTime);
}
