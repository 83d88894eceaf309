using Federation.Ledger.V1;

namespace Federation.Scenarios;

/// <summary>
/// Holds the books against what the clients of a load were told: every acknowledged command is there exactly once, each
/// other one at most once, sending a command again gives the recorded answer, and the books are balanced.
/// </summary>
internal sealed class Audit(Load load)
{
    private const int SentAgain = 200;
    private const int IdsPerCall = 1000;

    public static async Task EachOnceAsync(Alliance alliance, Load load)
    {
        var audit = new Audit(load);
        var outcomes = await audit.OutcomesAsync();
        foreach (var order in load.Orders.Where(o => o.Answer is not null))
            Assert.Equal(order.Answer!.Told, order.Ids.Select(id => Told(outcomes[id])));
        await audit.AssertStatementsAsync(outcomes);
        await audit.AssertRepliesAsync(outcomes);
        await alliance.AssertBooksAsync();
    }

    private async Task<Dictionary<string, Outcome>> OutcomesAsync()
    {
        var outcomes = new Dictionary<string, Outcome>(StringComparer.Ordinal);
        foreach (var brand in load.Orders.GroupBy(o => o.Brand))
            foreach (var ids in brand.SelectMany(o => o.Ids).Chunk(IdsPerCall))
            {
                var request = new BatchGetOutcomesRequest();
                request.RequestIds.AddRange(ids);
                foreach (var outcome in (await load.As(brand.Key).Ledger.BatchGetOutcomesAsync(request)).Outcomes)
                    outcomes.Add(outcome.RequestId, outcome);
            }
        return outcomes;
    }

    /// <summary>The wallets' statements tell of the journals that commands came to, and of no others.</summary>
    private async Task AssertStatementsAsync(Dictionary<string, Outcome> outcomes)
    {
        var journals = outcomes.Values.Where(o => o.Journal is not null).Select(o => o.Journal.Name)
            .Order(StringComparer.Ordinal).ToList();
        Assert.Equal(journals.Distinct(), journals);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var (brand, member) in load.Members.SelectMany(m => new[] { ("aster", m.AtAster), ("birch", m.AtBirch) }))
        {
            var request = new ListEntriesRequest { Parent = $"{member}/wallets/{brand}", PageSize = 1000 };
            do
            {
                var page = await load.As(brand).Ledger.ListEntriesAsync(request);
                told.UnionWith(page.Lines.Select(l => l.Journal));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
        }
        Assert.Equal(journals, told.Order(StringComparer.Ordinal));
    }

    /// <summary>Sends some answered commands again, and all that were given up.</summary>
    private async Task AssertRepliesAsync(Dictionary<string, Outcome> outcomes)
    {
        foreach (var order in load.Orders.Where(o => o.Answer is { IsRecorded: true }).TakeLast(SentAgain))
        {
            var before = order.Answer!;
            Assert.Null(await order.TrySendAsync(load.As(order.Brand)));
            Assert.Equal([before.Text, .. before.Told], [order.Answer!.Text, .. order.Answer.Told]);
        }
        foreach (var order in load.Orders.Where(o => o.Answer is null))
        {
            Assert.Null(await order.TrySendAsync(load.As(order.Brand)));
            if (Told(outcomes[order.Ids[0]]) is { Length: > 0 } before)
                Assert.Equal(before, order.Answer!.Told[0]);
        }
    }

    private static string Told(Outcome outcome) => outcome.Journal?.Name ?? outcome.Refused?.Reason ?? "";
}
