using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation programs</c>: brands' programmes and their rule sets. One person of the brand proposes,
/// another approves, then it is published.</summary>
internal static class ProgramsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "programs", "Brands' programmes: what their members get, as rule sets.")
    {
        Create(globals), List(globals), Get(globals), History(globals),
        CampaignVerb.Campaigns(globals),
        TemplateVerbs.Templates(globals), TemplateVerbs.Apply(globals),
        RuleSetDrafting.Draft(globals), RuleSetDrafting.Update(globals), RuleSetDrafting.Check(globals),
        RuleSetDrafting.Diff(globals), RuleSetSimulation.Simulate(globals), CorrectionVerbs.Build(globals),
        RuleSetPublishing.Propose(globals), RuleSetPublishing.Approve(globals), RuleSetPublishing.Publish(globals),
        RecordVerification.Verify(globals),
    };

    private static ExampleCommand Create(Globals globals)
    {
        var name = ProgramText.ProgramArgument();
        var title = new Option<string?>("--title")
        {
            Description = "What members read, in English; this or the Chinese title is needed.",
            HelpName = "TEXT",
        };
        var chinese = new Option<string?>("--title-zh") { Description = "The same in Chinese.", HelpName = "TEXT" };
        var command = new ExampleCommand(
            "create", "Creates a programme of a brand.", "programs create aster/main --title 'Aster Club'")
        {
            name, title, chinese,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var program = ProgramText.Program(parse.GetValue(name)!);
            var response = await session.Client.Programs.CreateProgramAsync(new CreateProgramRequest
            {
                RequestId = session.RequestId,
                Parent = ResourceNames.Partner(program.PartnerId),
                ProgramId = program.Id,
                Title = new LocalizedText { En = parse.GetValue(title) ?? "", ZhCn = parse.GetValue(chinese) ?? "" },
            }, cancellationToken: cancel);
            return session.Show(response, ProgramTables.List([response.Program]));
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var limit = Globals.Limit();
        var name = new Argument<string>("brand")
        {
            Description = "A brand's id, for its programmes; or a programme, BRAND/ID, for its rule sets.",
        };
        var command = new ExampleCommand(
            "list", "Lists a brand's programmes, or a programme's rule sets, newest first.",
            "programs list aster", "programs list aster/main")
        {
            name, limit,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var (of, most) = (parse.GetValue(name)!, parse.GetValue(limit));
            if (ResourceNames.IsId(of) || ResourceNames.TryPartner(of, out _))
            {
                var parent = ResourceNames.Partner(ResourceNames.LastPart(of));
                var programs = await Pages.ReadAsync(most, (size, token) => session.Client.Programs.ListProgramsAsync(
                    new ListProgramsRequest { Parent = parent, PageSize = size, PageToken = token },
                    cancellationToken: cancel));
                return session.Show(programs, ProgramTables.List(programs.Programs));
            }
            var program = ProgramText.Program(of).ToString();
            var found = await Pages.ReadAsync(most, (size, token) => session.Client.Programs.ListRuleSetsAsync(
                new ListRuleSetsRequest { Parent = program, PageSize = size, PageToken = token },
                cancellationToken: cancel));
            return session.Show(found, ProgramTables.List(found.RuleSets));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var name = new Argument<string>("name")
        {
            Description = "A programme, BRAND/ID; a rule set, BRAND/ID/NUMBER; or BRAND/ID/- for the one in force.",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Writes what a rule set says to this file, as JSON that can be edited and drafted.",
            HelpName = "FILE",
        };
        var command = new ExampleCommand(
            "get", "Shows a programme or a rule set.", "programs get aster/main", "programs get aster/main/3",
            "programs get aster/main/- --output next.json")
        {
            name, output,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var (of, path) = (parse.GetValue(name)!, parse.GetValue(output));
            if (ProgramId.TryParse(of, out _) || of.Count(c => c == '/') == 1)
            {
                var asked = new GetProgramRequest { Name = ProgramText.Program(of).ToString() };
                var program = await session.Client.Programs.GetProgramAsync(asked, cancellationToken: cancel);
                return session.Show(program, ProgramTables.List([program.Program]));
            }
            var request = new GetRuleSetRequest { Name = ProgramText.RuleSetOrInForce(of) };
            var response = await session.Client.Programs.GetRuleSetAsync(request, cancellationToken: cancel);
            if (path is null)
                return session.Show(response, ProgramTables.Of(response.RuleSet));
            await TextFile.WriteAsync(path, RuleSetFile.ToJson(response.RuleSet.Terms), cancel);
            await session.Error.WriteLineAsync(
                $"{path} is written; 'programs draft {of[..of.LastIndexOf('/')]} {path}' makes a draft of it."
                .AsMemory(), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static ExampleCommand History(Globals globals)
    {
        var (name, limit) = (ProgramText.ProgramArgument(), Globals.Limit());
        var command = new ExampleCommand(
            "history", "Lists which rule set was in force from when on, latest first.", "programs history aster/main")
        {
            name, limit,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var program = ProgramText.Program(parse.GetValue(name)!).ToString();
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Programs.ListRuleSetPublicationsAsync(
                new ListRuleSetPublicationsRequest { Parent = program, PageSize = size, PageToken = token },
                cancellationToken: cancel));
            return session.Show(found, ProgramTables.Publications(found.Publications));
        });
        return command;
    }
}
