using Federation.Client;
using Federation.Design;
using Federation.Errors.V1;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>A draft as comma separated values: they are pasted, and every fault is listed with its line.</summary>
public sealed partial class BoardCsvPage : OneBoardPage
{
    /// <summary>How many faults, or lines, are shown.</summary>
    private const int Most = 50;

    private List<DiffLine>? between;
    private string text = "";

    protected override async Task LoadAsync()
    {
        if (Number is not null)
            await ReadAsync(withPairs: true);
        text = PostedForm.Of(Context) is { Handler: "csv" } form
            ? form["terms"]
            : Number is null ? BoardCsv.Write(Template()) : BoardCsv.Write(BoardDrafts.TermsOf(Shown));
    }

    /// <summary>All coins of the alliance, each worth one settlement unit.</summary>
    private BoardTerms Template()
    {
        var terms = new BoardTerms { FeeBasisPoints = 100, MaximumUnits = 1_000_000 };
        terms.Values.AddRange(Coins.Keys.Order(StringComparer.Ordinal).Select(id =>
            new CoinValue { Coin = ResourceNames.Coin(id), OnValueUnits = 1, OffValueUnits = 1 }));
        return terms;
    }

    private async Task SaveAsync()
    {
        if (Number is not null && !MayWrite)
            return;
        var form = PostedForm.Of(Context);
        var reading = BoardCsv.Read(form["terms"] + "\n");
        Show([.. reading.Faults.Select(TextOf)]);
        if (Problems.Count > 0)
            return;
        var saved = Shown.Name;
        await TryAsync(async id => saved = Number is null
            ? (await Alliance.Client.Boards.CreateDraftAsync(
                new CreateDraftRequest { RequestId = id, Terms = reading.Terms },
                cancellationToken: Alliance.Cancel)).Board.Name
            : (await Alliance.Client.Boards.UpdateDraftAsync(
                new UpdateDraftRequest
                {
                    RequestId = id,
                    Name = Shown.Name,
                    Terms = reading.Terms,
                    Revision = BoardDrafts.TryRead(form["revision"], out var revision) ? revision : 0,
                },
                cancellationToken: Alliance.Cancel)).Board.Name);
        if (Refusal is Trouble.Refused { Refusal: var refusal })
            Explain(refusal, reading);
        else if (Refusal is null && !HasEnded)
            Navigation.NavigateTo(BoardPaths.Of(saved));
    }

    /// <summary>What the alliance refused, found in the text again; or what another person saved meanwhile.</summary>
    private void Explain(Client.Refusal refusal, BoardCsvReading reading)
    {
        if (refusal.Reason is ErrorReason.FieldInvalid)
            Show(
            [
                .. refusal.Fields.Select(f => (Line: reading.LineOf(f.Field), f.Field))
                    .OrderBy(f => f.Line)
                    .Select(f => f.Line == 0 ? T.CsvFieldWrong(Isolated.Of(f.Field))
                        : T.CsvLineField(F.Count(f.Line), Isolated.Of(f.Field))),
            ]);
        if (refusal.Reason is ErrorReason.VersionMismatch)
            between = [.. LinesBetween(BoardCsv.Write(BoardDrafts.TermsOf(Shown)), BoardCsv.Write(reading.Terms))];
    }

    private void Show(IReadOnlyList<string> faults)
    {
        Problems.AddRange(faults.Take(Most).Select(f => new FieldProblem("terms", f)));
        if (faults.Count > Most)
            Problems.Add(new("terms", T.BoardAndMore(F.Count(faults.Count - Most))));
    }

    /// <summary>What the draft says now and the text does not, by board, coin and pair.</summary>
    private static IEnumerable<DiffLine> LinesBetween(string draft, string text)
    {
        var (now, mine) = (ByName(draft), ByName(text));
        return now.Keys.Union(mine.Keys).Order(StringComparer.Ordinal)
            .Where(k => now.GetValueOrDefault(k) != mine.GetValueOrDefault(k))
            .Select(k => new DiffLine(k, now.GetValueOrDefault(k), mine.GetValueOrDefault(k))).Take(Most);

        static Dictionary<string, string> ByName(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Select(line => line.Split(',', 4))
            .ToDictionary(c => string.Join(' ', c[..3]).Trim(), c => c[3], StringComparer.Ordinal);
    }

    private string TextOf(BoardCsvFault fault)
    {
        var (line, detail) = (F.Count(fault.Line), Isolated.Of(fault.Detail));
        return fault.Problem switch
        {
            BoardCsvProblem.Empty => T.CsvEmpty,
            BoardCsvProblem.Heading => T.CsvHeading(line, BoardCsv.Heading),
            BoardCsvProblem.Form => T.CsvForm(line),
            BoardCsvProblem.Cells => T.CsvCells(line, detail),
            BoardCsvProblem.Kind => T.CsvKind(line, detail),
            BoardCsvProblem.Coin => T.CsvCoin(line, detail),
            BoardCsvProblem.Number => T.CsvNumber(line, detail),
            BoardCsvProblem.Half => T.CsvHalf(line),
            BoardCsvProblem.Values => T.CsvValues(line),
            BoardCsvProblem.Twice => T.CsvTwice(line, detail),
            _ => T.CsvBoard,
        };
    }
}
