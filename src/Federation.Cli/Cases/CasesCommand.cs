using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation cases</c>: what looks like abuse, and what is decided about it.</summary>
internal static class CasesCommand
{
    private const string Some = "partners/aster/programs/main/cases/5feceb66-ffc8-8f38-9952-786c6d696c79";

    public static Command Build(Globals globals) => new ExampleCommand(
        "cases", "Orders that risk rules hold, and what is decided about them.")
    {
        List(globals), Show(globals), Decide(globals),
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

    private static ExampleCommand Decide(Globals globals)
    {
        var name = Name();
        var verdict = new Option<string>("--for")
        {
            Description = "For the member, or for the brand: then what the order earned is taken back.",
            Required = true,
        };
        verdict.AcceptOnlyFromAmong("member", "brand");
        var reason = new Option<string>("--reason")
        {
            Description = "Why; it is kept in the ledger for ever. No personal data.",
            Required = true,
        };
        var command = new ExampleCommand(
            "decide", "Decides an open case, once and for good.",
            $"cases decide {Some} --for member --reason 'a family with one tablet'")
        {
            name, verdict, reason,
        };
        globals.Run(
            command, parse => ProgramText.BrandOf(parse.GetValue(name)), async (session, parse, cancel) =>
            {
                var request = new DecideCaseRequest
                {
                    RequestId = session.RequestId,
                    Name = parse.GetValue(name),
                    Verdict = parse.GetValue(verdict) == "member" ? CaseState.ForMember : CaseState.AgainstMember,
                    Reason = parse.GetValue(reason),
                };
                var response = await session.Client.Cases.DecideCaseAsync(request, cancellationToken: cancel);
                return session.Show(response, CaseTables.Of([response.Case]));
            });
        return command;
    }

    private static Argument<string> Name() => new("case")
    {
        Description = "partners/{p}/programs/{id}/cases/{uuid}: of a held order its own UUID.",
    };
}
