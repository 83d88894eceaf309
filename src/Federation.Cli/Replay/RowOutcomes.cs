using Federation.Exchange.V1;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>Asks what the alliance remembers of a file's payments and clawbacks, many rows a call, each brand for its
/// own.</summary>
internal static class RowOutcomes
{
    /// <summary>A row has at most one command that has an id, and a call takes 1000 ids.</summary>
    private const int RowsPerCall = 1000;

    private const int CallsAtOnce = 8;

    /// <param name="rows">The file's rows.</param>
    /// <param name="brands">The brands that may have sent some before; the others are not asked.</param>
    /// <returns>One for each row.</returns>
    public static async Task<RowOutcome[]> ReadAsync(
        IReadOnlyList<Purchase> rows, IEnumerable<BrandCalls> brands, CancellationToken cancel)
    {
        var outcomes = new RowOutcome[rows.Count];
        var chunks = brands.SelectMany(brand => Enumerable.Range(0, rows.Count)
            .Where(i => rows[i].Brand == brand.Brand).Chunk(RowsPerCall).Select(chunk => (brand, chunk)));
        await Parallel.ForEachAsync(
            chunks, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancel },
            async (part, stop) => await ReadAsync(rows, part.brand, part.chunk, outcomes, stop));
        return outcomes;
    }

    private static async Task ReadAsync(
        IReadOnlyList<Purchase> rows, BrandCalls brand, int[] chunk, RowOutcome[] outcomes, CancellationToken cancel)
    {
        var commands = chunk.SelectMany(i => CommandsOf(rows[i]).Select(c => (Row: i, c.Name, c.Id))).ToList();
        if (commands.Count == 0)
            return;
        var request = new BatchGetOutcomesRequest();
        request.RequestIds.Add(commands.Select(c => c.Id));
        var response = await brand.Client.Ledger.BatchGetOutcomesAsync(request, cancellationToken: cancel);
        foreach (var ((row, name, _), outcome) in commands.Zip(response.Outcomes))
            Note(ref outcomes[row], name, outcome, brand.Brand);
    }

    private static IEnumerable<(string Name, string Id)> CommandsOf(Purchase row)
    {
        if (row.AmountPence < 0)
            return [("clawback", BrandCalls.ClawbackId(row))];
        return row.AmountPence == 0 ? [] : [("payment", BrandCalls.PayId(row))];
    }

    internal static void Note(ref RowOutcome row, string command, Outcome outcome, Brand brand)
    {
        switch (outcome.ResultCase)
        {
            case Outcome.ResultOneofCase.Journal when command == "payment":
                row.Payment = new Payment(
                    JournalId.Parse(outcome.Journal.Name).NameAs(ResourceNames.Exchanges),
                    RedeemedBy(outcome.Journal, brand));
                break;
            case Outcome.ResultOneofCase.Journal:
                row.Settled = true;
                break;
            case Outcome.ResultOneofCase.Refused:
                row.Refused ??= new RememberedRefusal(command, outcome.Refused.Reason, outcome.Refused.Message);
                break;
            default:
                break;
        }
    }

    /// <summary>The till's coins that a payment redeemed: as recorded with it, or else as booked.</summary>
    private static long RedeemedBy(Journal journal, Brand brand) =>
        journal.Detail?.TryUnpack<ExchangeDetail>(out var detail) == true && detail.Redeemed?.Coin == brand.Coin
            ? detail.Redeemed.Units
            : journal.Entries.Where(e => e.Kind == AccountKind.Redeemed && e.Asset == brand.Coin).Sum(e => e.Units);
}
