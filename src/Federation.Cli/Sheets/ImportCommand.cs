using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation import</c>: a brand's members and purchases from a sheet.</summary>
internal static class ImportCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "import", "Imports members and purchases from a sheet, CSV with a header or a JSON array of objects. Run "
        + "again, it goes on: what was there is not made twice.")
    {
        Members(globals), Purchases(globals),
    };

    private static ExampleCommand Members(Globals globals)
    {
        var (file, refused) = (FileArgument(MemberImport.Columns), RefusedOption());
        var command = new ExampleCommand(
            "members", "Registers the members of a sheet that are not there, and sets what it says of them. Exit code "
            + "1 where one was refused.",
            "import members members.csv --as aster", "import members members.json --as aster --refused refused.csv")
        {
            file, refused,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var sheet = Sheet.Read(parse.GetValue(file)!, MemberImport.Columns);
            var report = new ImportReport("members", sheet.Rows.Count);
            return await RunAsync(
                session, report, parse.GetValue(refused),
                () => MemberImport.RunAsync(session.Client, sheet, report, cancel));
        });
        return command;
    }

    private static ExampleCommand Purchases(Globals globals)
    {
        var (file, refused) = (FileArgument(PurchaseSheet.Columns), RefusedOption());
        var program = ProgramText.ProgramOption(required: true);
        var source = new Option<string>("--source")
        {
            Description = "The brand's system that the sheet's numbers are of: with it a number names an order.",
            HelpName = "SOURCE",
            DefaultValueFactory = _ => "sheet",
        };
        var merchant = new Option<string?>("--merchant")
        {
            Description = "Where it was, where the sheet does not say: the id of one of the brand's merchants.",
            HelpName = "ID",
        };
        var state = OrderStateOption.Of("--state", "completed", OrderStateOption.Placeable);
        state.Description = "The state in which the orders are placed.";
        var command = new ExampleCommand(
            "purchases", "Places the orders of a sheet: a row for each line of goods; rows with one number are one "
            + "order. Prices are in the programme's currency, times of its time zone. Exit code 1 "
            + "where one was refused.",
            "import purchases orders.csv --program aster/main --merchant store",
            "import purchases orders.json --program aster/main --source shop-1 --refused refused.csv")
        {
            file, program, source, merchant, state, refused,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var rows = Sheet.Read(parse.GetValue(file)!, PurchaseSheet.Columns).Rows;
            var of = ProgramText.Program(parse.GetValue(program)!);
            var terms = (await session.Client.Programs.GetRuleSetAsync(
                new GetRuleSetRequest { Name = ResourceNames.RuleSet(of.ToString(), ResourceNames.InForce) },
                cancellationToken: cancel)).RuleSet.Terms;
            var sheet = new PurchaseSheet(
                parse.GetValue(source)!, parse.GetValue(merchant) ?? "", of.PartnerId, terms.Currency,
                new SheetTimes(terms.TimeZone));
            IReadOnlyList<IReadOnlyList<SheetRow>> orders =
                [.. rows.GroupBy(r => r["number"], StringComparer.Ordinal).Select(g => g.ToList())];
            var report = new ImportReport("orders", orders.Count);
            var import = new PurchaseImport(
                session, of.ToString(), OrderStateOption.Parse(parse.GetValue(state)!), report);
            return await RunAsync(
                session, report, parse.GetValue(refused), () => import.RunAsync(sheet, orders, cancel));
        });
        return command;
    }

    /// <summary>Runs an import and shows its report, also where it was stopped: then it says how far it came.</summary>
    private static async Task<int> RunAsync(Session session, ImportReport report, string? refused, Func<Task> run)
    {
        try
        {
            await Live.ShowAsync(session, "importing", async say =>
            {
                report.Say = say;
                await run();
                return true;
            });
        }
        catch
        {
            await report.ShowAsync(session, refused);
            throw;
        }
        return await report.ShowAsync(session, refused);
    }

    private static Argument<string> FileArgument(SheetColumns columns) => new("file")
    {
        Description = $"The sheet, .csv or .json. Columns, in any order: {string.Join(", ", columns.Needed)}; if "
            + "wanted "
            + $"{string.Join(", ", columns.Others)}{(columns.Prefix.Length > 0 ? $", {columns.Prefix}NAME" : "")}.",
    };

    private static Option<string?> RefusedOption() => new("--refused")
    {
        Description = "Writes what was refused, and why, to this file, as CSV.",
        HelpName = "FILE",
    };
}
