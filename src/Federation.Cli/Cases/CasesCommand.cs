using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation cases</c>: what looks like abuse, and what was decided about it. A person decides in the
/// portal: the command line signs in with a credential.</summary>
internal static class CasesCommand
{
    private const string Some = "partners/aster/programs/main/cases/5feceb66-ffc8-8f38-9952-786c6d696c79";

    public static Command Build(Globals globals) => new ExampleCommand(
        "cases", "What looks like abuse, and what was decided about it.")
    {
        List(globals), Show(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var (program, limit) = (ProgramText.ProgramOption(required: true), Globals.Limit());
        var open = new Option<bool>("--open") { Description = "Only those that wait for a person." };
        var command = new ExampleCommand(
            "list", "Lists cases, the latest first.", "cases list --program aster/main --open")
        {
            program, open, limit,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new ListCasesRequest
            {
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                OpenOnly = parse.GetValue(open),
            };
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.Cases.ListCasesAsync(
                    new ListCasesRequest(request) { PageSize = size, PageToken = token }, cancellationToken: cancel));
            return session.Show(found, CaseTables.Of(found.Cases));
        });
        return command;
    }

    private static ExampleCommand Show(Globals globals)
    {
        var (name, language) = (Name(), SpokenLanguage.Option());
        var command = new ExampleCommand(
            "show", "Shows a case: what was found, what is held, and how it was decided.", $"cases show {Some}")
        {
            name, language,
        };
        globals.Run(
            command, parse => ProgramText.BrandOf(parse.GetValue(name)), async (session, parse, cancel) =>
            {
                var response = await session.Client.Cases.GetCaseAsync(
                    new GetCaseRequest { Name = parse.GetValue(name) }, cancellationToken: cancel);
                var spoken = SpokenLanguage.Of(parse.GetValue(language)!);
                return session.Show(
                    response, CaseTables.Of([response.Case]), CaseTables.Signals(response.Case, spoken));
            });
        return command;
    }

    private static Argument<string> Name() => new("case")
    {
        Description = "partners/{p}/programs/{id}/cases/{uuid}: of a held order its own UUID.",
    };
}
