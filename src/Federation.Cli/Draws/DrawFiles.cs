using System.CommandLine;
using System.Globalization;
using Federation.Client;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary><c>federation draws export</c> writes what is published of a draw, and <c>federation draws verify</c>
/// recomputes it from that file alone.</summary>
internal static class DrawFiles
{
    private const int PageSize = 1000;

    public static ExampleCommand Export(Globals globals)
    {
        var draw = DrawText.DrawArgument();
        var file = FileArgument("The file to write.");
        var command = new ExampleCommand(
            "export", "Writes what is published of a drawn draw to a file, so that anybody can verify it.",
            "draws export aster/spring spring.json")
        {
            draw, file,
        };
        globals.Run(command, ProgramText.BrandOf(draw), async (session, parse, cancel) =>
        {
            var (found, published) = await ReadAsync(
                session.Client, DrawText.Draw(parse.GetValue(draw)!), cancel);
            await TextFile.WriteAsync(parse.GetValue(file)!, published.ToJson() + "\n", cancel);
            return session.Show(found, DrawTables.Draws([found]));
        });
        return command;
    }

    public static ExampleCommand Verify(Globals globals)
    {
        var file = FileArgument("A file that 'draws export' wrote.");
        var command = new ExampleCommand(
            "verify", "Recomputes the winners of a draw from what was published, without asking the alliance.",
            "draws verify spring.json")
        {
            file,
        };
        globals.Run(command, who: (string?)null, (session, parse, _) =>
        {
            var draw = ReadFile(parse.GetValue(file)!);
            var check = DrawCheck.Of(draw);
            var verdict = new Struct
            {
                Fields =
                {
                    ["draw"] = Value.ForString(draw.Draw),
                    ["verification"] = Value.ForString(DrawTables.VerdictOf(check)),
                    ["commitmentHolds"] = Value.ForBool(check.CommitmentHolds),
                    ["rootHolds"] = Value.ForBool(check.RootHolds),
                    ["winnersHold"] = Value.ForBool(check.WinnersHold),
                    ["claimsHold"] = Value.ForBool(check.ClaimsHold),
                },
            };
            session.Show(verdict, DrawTables.Check(draw, check));
            return Task.FromResult(check.Holds ? ExitCodes.Done : ExitCodes.Refused);
        });
        return command;
    }

    private static Argument<string> FileArgument(string description) => new("file") { Description = description };

    private static PublishedDraw ReadFile(string path)
    {
        try
        {
            return PublishedDraw.Parse(TextFile.Read(path));
        }
        catch (FormatException e)
        {
            throw new BadInputException($"{path}: {e.Message}");
        }
    }

    private static async Task<(Draw Draw, PublishedDraw Published)> ReadAsync(
        FederationClient client, string name, CancellationToken cancel)
    {
        var draws = client.Draws;
        var draw = (await draws.GetDrawAsync(new GetDrawRequest { Name = name }, cancellationToken: cancel)).Draw;
        var winners = new List<DrawWinner>();
        var winnersAsked = new ListWinnersRequest { Name = name, PageSize = PageSize };
        do
        {
            var page = await draws.ListWinnersAsync(winnersAsked, cancellationToken: cancel);
            winners.AddRange(page.Winners);
            winnersAsked.PageToken = page.NextPageToken;
        }
        while (winnersAsked.PageToken.Length > 0);
        var pseudonyms = new List<byte[]>();
        var ticketsAsked = new ListTicketsRequest { Name = name, PageSize = PageSize };
        do
        {
            var page = await draws.ListTicketsAsync(ticketsAsked, cancellationToken: cancel);
            pseudonyms.AddRange(page.Tickets.Select(t => t.Pseudonym.ToByteArray()));
            ticketsAsked.PageToken = page.NextPageToken;
        }
        while (ticketsAsked.PageToken.Length > 0);
        return (draw, new PublishedDraw(
            draw.Name, draw.Terms.Prizes.Sum(p => p.Count), draw.Terms.WinsPerHolder, draw.Terms.PublicValueName,
            draw.Commitment.ToByteArray(), pseudonyms, draw.Root.ToByteArray(), draw.Secret.ToByteArray(),
            draw.PublicValue, [.. winners.Select(NumberOf)])
        {
            Rounds =
            [
                .. draw.Rounds.Select((round, i) => new PublishedRound(
                    TextOf(round.StartTime), TextOf(round.EndTime),
                    [.. winners.Where(w => w.Round == i + 1 && IsClaimed(w)).Select(NumberOf)])),
            ],
            Claimed = draw.Rounds.Count == 0 ? [] :
            [
                .. Enumerable.Range(1, draw.Terms.Prizes.Sum(p => p.Count)).Select(place =>
                    winners.Find(w => w.Place == place && IsClaimed(w)) is { } winner ? NumberOf(winner) : (int?)null),
            ],
        });
    }

    private static bool IsClaimed(DrawWinner winner) => winner.ClaimState == ClaimState.Claimed;

    private static int NumberOf(DrawWinner winner) => checked((int)winner.Ticket.Number);

    private static string TextOf(Timestamp time) =>
        time.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
