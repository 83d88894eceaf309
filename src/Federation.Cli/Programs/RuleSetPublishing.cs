using System.CommandLine;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation programs</c> that bring a rule set into force.</summary>
internal static class RuleSetPublishing
{
    public static ExampleCommand Propose(Globals globals)
    {
        var name = ProgramText.RuleSetArgument();
        var revision = new Option<long>("--revision")
        {
            Description = "The draft's revision that is proposed; the present one where left out.",
            HelpName = "N",
        };
        var command = new ExampleCommand(
            "propose", "Proposes a draft, which is sealed by that.", "programs propose aster/main/3")
        {
            name, revision,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var ruleSet = ProgramText.RuleSet(parse.GetValue(name)!).ToString();
            var response = await session.Client.Programs.ProposeRuleSetAsync(new ProposeRuleSetRequest
            {
                RequestId = session.RequestId,
                Name = ruleSet,
                Revision = await RuleSetDrafting.RevisionAsync(session, ruleSet, parse.GetValue(revision), cancel),
            }, cancellationToken: cancel);
            return session.Show(response, ProgramTables.Of(response.RuleSet));
        });
        return command;
    }

    public static ExampleCommand Approve(Globals globals)
    {
        var name = ProgramText.RuleSetArgument();
        var reason = new Option<string?>("--reason")
        {
            Description = "Why it is meant that it gives away more than the band: needed where it does.",
            HelpName = "TEXT",
        };
        var command = new ExampleCommand(
            "approve", "Approves a rule set that was proposed with another credential.",
            "programs approve aster/main/3 --as aster-bob",
            "programs approve aster/main/4 --as aster-bob --reason 'closing sale'")
        {
            name, reason,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.Programs.ApproveRuleSetAsync(new ApproveRuleSetRequest
            {
                RequestId = session.RequestId,
                Name = ProgramText.RuleSet(parse.GetValue(name)!).ToString(),
                Reason = parse.GetValue(reason) ?? "",
            }, cancellationToken: cancel);
            return session.Show(response, ProgramTables.Of(response.RuleSet));
        });
        return command;
    }

    public static ExampleCommand Publish(Globals globals)
    {
        var name = ProgramText.RuleSetArgument();
        var at = new Option<string?>("--at")
        {
            Description = "From when on, in alliance time (UTC); as soon as possible where left out.",
            HelpName = "TIME",
        };
        var command = new ExampleCommand(
            "publish", "Publishes an approved rule set, or an earlier one again.", "programs publish aster/main/3",
            "programs publish aster/main/3 --at 2012-01-01")
        {
            name, at,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var request = new PublishRuleSetRequest
            {
                RequestId = session.RequestId,
                Name = ProgramText.RuleSet(parse.GetValue(name)!).ToString(),
            };
            if (parse.GetValue(at) is { } moment)
                request.PublishTime = Timestamp.FromDateTimeOffset(Moments.Parse(moment, "--at"));
            var response = await session.Client.Programs.PublishRuleSetAsync(request, cancellationToken: cancel);
            return session.Show(response, ProgramTables.Publications([response.Publication]));
        });
        return command;
    }
}
