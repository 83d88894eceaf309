using System.CommandLine;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary><c>federation journals</c>: what moved a brand's coin.</summary>
internal static class JournalsCommand
{
    public static Command Build(Globals globals) =>
        new ExampleCommand("journals", "What moved a brand's coin, newest first.") { List(globals) };

    private static ExampleCommand List(Globals globals)
    {
        var (coin, limit) = (Arguments.Coin(), Globals.Limit());
        var kinds = new Option<JournalKind[]>("--kind")
        {
            Description = "Only journals of these kinds, for instance Redeem.",
            AllowMultipleArgumentsPerToken = true,
        };
        var merchant = new Option<string?>("--merchant")
        {
            Description = "Only those of this merchant, partners/{p}/merchants/{m}.",
        };
        var reference = Arguments.Reference();
        var from = Time("--from", "Only those booked from then on, in alliance time (UTC).");
        var until = Time("--until", "Only those booked before then, in alliance time (UTC).");
        var command = new ExampleCommand(
            "list", "Lists what moved a coin, newest first.", "journals list aster --kind Redeem",
            "journals list aster --reference R-1042")
        {
            coin, kinds, merchant, reference, from, until, limit,
        };
        globals.Run(command, Arguments.IssuerOf(coin), async (session, parse, cancel) =>
        {
            var request = new ListJournalsRequest
            {
                Coin = ResourceText.Coin(parse.GetValue(coin)!),
                Kinds = { parse.GetValue(kinds) ?? [] },
                Merchant = parse.GetValue(merchant) ?? "",
                ExternalReference = parse.GetValue(reference) ?? "",
                StartTime = MomentOf(parse.GetValue(from), "--from"),
                EndTime = MomentOf(parse.GetValue(until), "--until"),
            };
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
            {
                (request.PageSize, request.PageToken) = (size, token);
                return session.Client.Ledger.ListJournalsAsync(request, cancellationToken: cancel);
            });
            var table = Tables.Of("journal", "kind", "time", "merchant", "reference", "reason", "about");
            foreach (var j in found.Journals)
                table.Row(
                    j.Name, j.Kind, j.CreateTime, j.Merchant, j.ExternalReference, j.ReasonCode, j.Corrects);
            return session.Show(found, table);
        });
        return command;
    }

    private static Option<string?> Time(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME" };

    private static Timestamp? MomentOf(string? text, string option) =>
        text is null ? null : Timestamp.FromDateTimeOffset(Moments.Parse(text, option));
}
