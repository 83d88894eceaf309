using System.CommandLine;
using Federation.Ledger.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation adjustments</c>: coins that one person gives or takes, and another approves.</summary>
internal static class AdjustmentsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "adjustments", "Goodwill: coins that one person proposes to give or take, and another one approves.")
    {
        Propose(globals), Approve(globals), Reject(globals), Get(globals), List(globals), Limit(globals),
    };

    private static ExampleCommand Propose(Globals globals)
    {
        var (member, coin) = (MemberArguments.Member(), Arguments.Coin());
        var units = new Argument<long>("units") { Description = "How many coins to give, or to take where negative." };
        var code = new Option<string>("--reason")
        {
            Description = "Why, for the books: 1 to 64 of a-z, 0-9 and '-', for instance goodwill.",
            Required = true,
        };
        var why = new Option<string>("--why") { Description = "Why, in the brand's own words.", Required = true };
        var reference = Arguments.Reference();
        var command = new ExampleCommand(
            "propose", "Proposes to give coins to a member, or to take some; another person approves it.",
            "adjustments propose 17850 aster 25 --reason goodwill --why 'Parcel arrived late'")
        {
            member, coin, units, code, why, reference,
        };
        globals.Run(command, Arguments.IssuerOf(coin), async (session, parse, cancel) =>
        {
            var issuer = await session.IssuerOfAsync(parse.GetValue(coin)!, cancel);
            var response = await session.Client.Adjustments.ProposeAdjustmentAsync(
                new ProposeAdjustmentRequest
                {
                    RequestId = session.RequestId,
                    Parent = PartnersCommand.NameOf(issuer ?? ""),
                    Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
                    Coin = ResourceText.Coin(parse.GetValue(coin)!),
                    Units = parse.GetValue(units),
                    ReasonCode = parse.GetValue(code),
                    Reason = parse.GetValue(why),
                    ExternalReference = parse.GetValue(reference) ?? "",
                },
                cancellationToken: cancel);
            return session.Show(response, TableOf([response.Adjustment]));
        });
        return command;
    }

    private static ExampleCommand Approve(Globals globals)
    {
        var name = Name();
        var command = new ExampleCommand(
            "approve", "Approves a proposal of another person, and books it.", $"adjustments approve {Example}")
        {
            name,
        };
        globals.Run(command, Arguments.Named, async (session, parse, cancel) =>
        {
            var response = await session.Client.Adjustments.ApproveAdjustmentAsync(
                new ApproveAdjustmentRequest { RequestId = session.RequestId, Name = parse.GetValue(name) },
                cancellationToken: cancel);
            return session.Show(response, TableOf([response.Adjustment]));
        });
        return command;
    }

    private static ExampleCommand Reject(Globals globals)
    {
        var name = Name();
        var why = new Option<string>("--why") { Description = "Why, in the brand's own words.", Required = true };
        var command = new ExampleCommand(
            "reject", "Rejects a proposal, or withdraws it.", $"adjustments reject {Example} --why 'Not our fault'")
        {
            name, why,
        };
        globals.Run(command, Arguments.Named, async (session, parse, cancel) =>
        {
            var response = await session.Client.Adjustments.RejectAdjustmentAsync(
                new RejectAdjustmentRequest
                {
                    RequestId = session.RequestId,
                    Name = parse.GetValue(name),
                    Reason = parse.GetValue(why),
                },
                cancellationToken: cancel);
            return session.Show(response, TableOf([response.Adjustment]));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var name = Name();
        var command = new ExampleCommand("get", "Shows a proposal.", $"adjustments get {Example}") { name };
        globals.Run(command, Arguments.Named, async (session, parse, cancel) =>
        {
            var response = await session.Client.Adjustments.GetAdjustmentAsync(
                new GetAdjustmentRequest { Name = parse.GetValue(name) }, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Adjustment]));
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var (partner, limit) = (PartnersCommand.PartnerArgument(), Globals.Limit());
        var waiting = new Option<bool>("--waiting") { Description = "Only those that wait for a decision." };
        var command = new ExampleCommand(
            "list", "Lists a brand's proposals, newest first.", "adjustments list aster --waiting --as aster")
        {
            partner, waiting, limit,
        };
        globals.Run(command, Arguments.Named, async (session, parse, cancel) =>
        {
            var parent = PartnersCommand.NameOf(parse.GetValue(partner)!);
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Adjustments.ListAdjustmentsAsync(
                    new ListAdjustmentsRequest
                    {
                        Parent = parent,
                        Waiting = parse.GetValue(waiting),
                        PageSize = size,
                        PageToken = token,
                    },
                    cancellationToken: cancel));
            return session.Show(found, TableOf(found.Adjustments));
        });
        return command;
    }

    private static ExampleCommand Limit(Globals globals)
    {
        var coin = Arguments.Coin();
        var units = new Option<long?>("--set") { Description = "Sets how many units a person may propose a day." };
        var command = new ExampleCommand(
            "limit", "Shows how much each person may propose a day for a coin, or sets it.",
            "adjustments limit aster", "adjustments limit aster --set 100000 --as aster-admin")
        {
            coin, units,
        };
        globals.Run(command, Arguments.IssuerOf(coin), async (session, parse, cancel) =>
        {
            var name = ResourceText.Coin(parse.GetValue(coin)!);
            var adjustments = session.Client.Adjustments;
            if (parse.GetValue(units) is { } daily)
            {
                var set = await adjustments.SetAdjustmentLimitAsync(
                    new SetAdjustmentLimitRequest { RequestId = session.RequestId, Coin = name, DailyUnits = daily },
                    cancellationToken: cancel);
                return session.Show(set, TableOf(set.Limit));
            }
            var found = await adjustments.GetAdjustmentLimitAsync(
                new GetAdjustmentLimitRequest { Coin = name }, cancellationToken: cancel);
            return session.Show(found, TableOf(found.Limit));
        });
        return command;
    }

    private const string Example = "partners/aster/adjustments/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d";

    private static Argument<string> Name() => new("adjustment") { Description = "partners/{p}/adjustments/{uuid}." };

    private static Table TableOf(IEnumerable<Adjustment> adjustments)
    {
        var table = Tables.Of(
            "adjustment", "state", "member", "coin", "#units", "reason", "why", "proposed by", "expires", "decided by",
            "journal", "refused");
        foreach (var a in adjustments)
            table.Row(
                a.Name, a.State, a.Member, a.Coin, a.Units, a.ReasonCode, a.Reason, a.Proposer, a.ExpireTime, a.Decider,
                a.Journal, a.RefusalReason);
        return table;
    }

    private static Table TableOf(AdjustmentLimit limit) =>
        Tables.Of("coin", "#a day", "#left today", "resets", "set")
            .Row(
                limit.Coin, limit.DailyUnits, limit.RemainingUnits, limit.ResetTime,
                limit.Usual ? "no: this is usual" : "by the brand");
}
