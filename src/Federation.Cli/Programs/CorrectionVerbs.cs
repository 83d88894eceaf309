using System.CommandLine;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli;

/// <summary><c>federation programs correct</c>: puts right what a wrong rule gave.</summary>
internal static class CorrectionVerbs
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "correct", "Corrects the coins that a wrong rule gave: one person proposes, another one approves.")
    {
        Propose(globals), Show(globals), List(globals), Approve(globals), Reject(globals),
    };

    private static ExampleCommand Propose(Globals globals)
    {
        var name = ProgramText.RuleSetArgument();
        var from = Time("--from", "Orders with a time from this day or moment on (UTC, alliance time).");
        var to = Time("--to", "Orders with a time before this day or moment; at most 400 days later.");
        var code = Text("--reason-code", "Why, as the journals say it: a-z, 0-9 and '-'.", "CODE");
        var reason = Text("--reason", "Why, in words; nothing about a person.", "TEXT");
        var command = new ExampleCommand(
            "propose", "Compares what the orders of a period gave with what a rule set would have given for the goods "
            + "that are kept, and proposes the differences. Nothing is posted yet.",
            "programs correct propose aster/main/3 --from 2011-11-01 --to 2011-12-01 --reason-code wrong-rate "
            + "--reason 'gave 1 coin for 10 pounds, not 2'")
        {
            name, from, to, code, reason,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var request = new ProposeCorrectionRequest
            {
                RequestId = session.RequestId,
                RuleSet = ProgramText.RuleSet(parse.GetValue(name)!).ToString(),
                FromTime = Moment(parse, from),
                ToTime = Moment(parse, to),
                ReasonCode = parse.GetValue(code)!,
                Reason = parse.GetValue(reason)!,
            };
            // Several times a second: nothing for a log.
            var response = session.ErrorIsTerminal
                ? await Live.ShowAsync(session, "reading the orders", say => ReadAsync(session, request, say, cancel))
                : await ReadAsync(session, request, _ => { }, cancel);
            return session.Show(response, CorrectionTables.Of(response.Correction));
        });
        return command;
    }

    /// <exception cref="StoppedException">The stream ended before the correction.</exception>
    private static async Task<ProposeCorrectionResponse> ReadAsync(
        Session session, ProposeCorrectionRequest request, Action<string> say, CancellationToken cancel)
    {
        using var call = session.Client.Corrections.ProposeCorrection(request, cancellationToken: cancel);
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancel))
            switch (message.EventCase)
            {
                case ProposeCorrectionResponse.EventOneofCase.Step:
                    say(message.Step.Total == 0
                        ? "counting the orders"
                        : $"{Tables.Cell(message.Step.Done)} of {Tables.Cell(message.Step.Total)} orders");
                    break;
                case ProposeCorrectionResponse.EventOneofCase.Correction:
                    return message;
                default:
                    // A newer platform may tell more than this version knows.
                    break;
            }
        throw new StoppedException("The comparison ended without an answer. Propose it again.");
    }

    private static ExampleCommand Show(Globals globals)
    {
        var (name, limit) = (Argument(), Globals.Limit());
        var command = new ExampleCommand(
            "show", "Shows a correction, and who gets what: what a member's orders gave, what they should have given, "
            + "and what was posted of the difference.",
            "programs correct show aster/main/1")
        {
            name, limit,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var correction = ProgramText.Correction(parse.GetValue(name)!).ToString();
            var found = await session.Client.Corrections.GetCorrectionAsync(
                new GetCorrectionRequest { Name = correction }, cancellationToken: cancel);
            var lines = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Corrections.ListCorrectionLinesAsync(
                new ListCorrectionLinesRequest { Name = correction, PageSize = size, PageToken = token },
                cancellationToken: cancel));
            return session.Json
                ? session.Show(lines, CorrectionTables.Lines(lines.Lines))
                : session.Show(
                    found, [.. CorrectionTables.Of(found.Correction), CorrectionTables.Lines(lines.Lines)]);
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var (name, limit) = (ProgramText.ProgramArgument(), Globals.Limit());
        var command = new ExampleCommand(
            "list", "Lists a programme's corrections, newest first.", "programs correct list aster/main")
        {
            name, limit,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var program = ProgramText.Program(parse.GetValue(name)!).ToString();
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Corrections.ListCorrectionsAsync(
                new ListCorrectionsRequest { Parent = program, PageSize = size, PageToken = token },
                cancellationToken: cancel));
            return session.Show(found, CorrectionTables.List(found.Corrections));
        });
        return command;
    }

    private static ExampleCommand Approve(Globals globals)
    {
        var name = Argument();
        var reason = OptionalReason("What is to be remembered of the approval.");
        var command = new ExampleCommand(
            "approve", "Approves a correction that was proposed with another credential. Its lines are then posted; "
            + "'programs correct show' says how far that is.",
            "programs correct approve aster/main/1 --as aster-bob")
        {
            name, reason,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var correction = ProgramText.Correction(parse.GetValue(name)!).ToString();
            var found = await session.Client.Corrections.GetCorrectionAsync(
                new GetCorrectionRequest { Name = correction }, cancellationToken: cancel);
            var response = await session.Client.Corrections.ApproveCorrectionAsync(new ApproveCorrectionRequest
            {
                RequestId = session.RequestId,
                Name = correction,
                Digest = found.Correction.Digest,
                Reason = parse.GetValue(reason) ?? "",
            }, cancellationToken: cancel);
            return session.Show(response, CorrectionTables.Of(response.Correction));
        });
        return command;
    }

    private static ExampleCommand Reject(Globals globals)
    {
        var name = Argument();
        var reason = OptionalReason("Why.");
        var command = new ExampleCommand(
            "reject", "Rejects a proposed correction, or withdraws it.",
            "programs correct reject aster/main/1 --reason 'wrong period'")
        {
            name, reason,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.Corrections.RejectCorrectionAsync(new RejectCorrectionRequest
            {
                RequestId = session.RequestId,
                Name = ProgramText.Correction(parse.GetValue(name)!).ToString(),
                Reason = parse.GetValue(reason) ?? "",
            }, cancellationToken: cancel);
            return session.Show(response, CorrectionTables.Of(response.Correction));
        });
        return command;
    }

    private static Argument<string> Argument() => new("correction")
    {
        Description = "The correction: BRAND/ID/NUMBER, or its whole name.",
    };

    private static Option<string> Time(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME", Required = true };

    private static Option<string> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help, Required = true };

    private static Option<string?> OptionalReason(string description) =>
        new("--reason") { Description = description, HelpName = "TEXT" };

    private static Timestamp Moment(ParseResult parse, Option<string> option) =>
        Timestamp.FromDateTimeOffset(Moments.Parse(parse.GetValue(option)!, option.Name));
}
