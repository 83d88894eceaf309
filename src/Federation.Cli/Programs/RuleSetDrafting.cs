using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation programs</c> that say what a rule set is to say.</summary>
internal static class RuleSetDrafting
{
    public static ExampleCommand Draft(Globals globals)
    {
        var (name, file) = (ProgramText.ProgramArgument(), TermsFile());
        var command = new ExampleCommand(
            "draft", "Makes a draft of a file; it may be proposed, or written anew.",
            "programs draft aster/main next.json")
        {
            name, file,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.Programs.CreateRuleSetAsync(new CreateRuleSetRequest
            {
                RequestId = session.RequestId,
                Parent = ProgramText.Program(parse.GetValue(name)!).ToString(),
                Terms = RuleSetFile.Read(parse.GetValue(file)!),
            }, cancellationToken: cancel);
            return session.Show(response, ProgramTables.Of(response.RuleSet));
        });
        return command;
    }

    public static ExampleCommand Update(Globals globals)
    {
        var (name, file) = (ProgramText.RuleSetArgument(), TermsFile());
        var revision = new Option<long>("--revision")
        {
            Description = "The draft's revision that the file is based on; the present one where left out.",
            HelpName = "N",
        };
        var command = new ExampleCommand(
            "update", "Writes a draft anew.", "programs update aster/main/3 next.json",
            "programs update aster/main/3 next.json --revision 2")
        {
            name, file, revision,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var ruleSet = ProgramText.RuleSet(parse.GetValue(name)!).ToString();
            var terms = RuleSetFile.Read(parse.GetValue(file)!);
            var response = await session.Client.Programs.UpdateRuleSetAsync(new UpdateRuleSetRequest
            {
                RequestId = session.RequestId,
                Name = ruleSet,
                Terms = terms,
                Revision = await RevisionAsync(session, ruleSet, parse.GetValue(revision), cancel),
            }, cancellationToken: cancel);
            return session.Show(response, ProgramTables.Of(response.RuleSet));
        });
        return command;
    }

    public static ExampleCommand Check(Globals globals)
    {
        var name = new Argument<string>("name")
        {
            Description = "A rule set, BRAND/ID/NUMBER; with --file its programme, BRAND/ID.",
        };
        var file = new Option<string?>("--file")
        {
            Description = "What the rule set would say, as JSON, as 'programs get --output' writes it.",
            HelpName = "FILE",
        };
        var command = new ExampleCommand(
            "check", "Proves that no coins are earned by spending them, and says what else is wrong with a rule set.",
            "programs check aster/main/3", "programs check aster/main --file next.json")
        {
            name, file,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var request = RequestOf(parse.GetValue(name)!, parse.GetValue(file));
            var response = await session.Client.Programs.CheckRuleSetAsync(request, cancellationToken: cancel);
            session.Show(response, ProgramTables.Check(response));
            return response.Report.Findings.Any(f => f.Error) ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    public static ExampleCommand Diff(Globals globals)
    {
        var from = ProgramText.RuleSetArgument("from");
        var to = ProgramText.RuleSetArgument("to");
        var command = new ExampleCommand(
            "diff", "Shows all that two rule sets say differently.", "programs diff aster/main/1 aster/main/2")
        {
            from, to,
        };
        globals.Run(command, ProgramText.BrandOf(from), async (session, parse, cancel) =>
        {
            var request = new DiffRuleSetsRequest
            {
                Name = ProgramText.RuleSet(parse.GetValue(from)!).ToString(),
                Other = ProgramText.RuleSet(parse.GetValue(to)!).ToString(),
            };
            var response = await session.Client.Programs.DiffRuleSetsAsync(request, cancellationToken: cancel);
            return session.Show(response, ProgramTables.Differences(request, response.Changes));
        });
        return command;
    }

    /// <summary>The revision that was given, or else the draft's present one.</summary>
    public static async Task<long> RevisionAsync(
        Session session, string ruleSet, long given, CancellationToken cancel)
    {
        if (given > 0)
            return given;
        var request = new GetRuleSetRequest { Name = ruleSet };
        return (await session.Client.Programs.GetRuleSetAsync(request, cancellationToken: cancel)).RuleSet.Revision;
    }

    private static CheckRuleSetRequest RequestOf(string name, string? file)
    {
        if (file is not null)
            return new CheckRuleSetRequest
            {
                Parent = ProgramText.Program(name).ToString(),
                Terms = RuleSetFile.Read(file),
            };
        var ruleSet = ProgramText.RuleSet(name);
        return new CheckRuleSetRequest { Parent = ruleSet.Program.ToString(), RuleSet = ruleSet.ToString() };
    }

    private static Argument<string> TermsFile() => new("file")
    {
        Description = "What the rule set says, as JSON, as 'programs get --output' writes it.",
    };
}
