using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;

namespace Federation.Programs;

/// <summary>Reads the orders of a period with what became of them, and compares them. Not for several
/// threads.</summary>
/// <param name="orders">All orders that were decided from when the first of the period can have been until when the
/// last can have been.</param>
/// <param name="books">The ledger's orders.</param>
/// <param name="corrections">What earlier corrections gave.</param>
/// <param name="rules">The rule set that should have decided.</param>
/// <param name="comparison">Compares.</param>
internal sealed class PeriodComparison(
    RecordedOrders orders, OrderBooks books, OrderCorrections corrections, CompiledRuleSet rules, Comparison comparison)
{
    /// <summary>How many orders may differ, once for each coin.</summary>
    public const int MostOrders = 100_000;

    private long unearned;
    private long unknown;

    /// <param name="isOfPeriod">Whether an order is one of the period.</param>
    /// <param name="program">The programme.</param>
    /// <param name="options">For whom the ledger is asked.</param>
    /// <param name="tellAsync">Is told how far it is.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RefusalException">CORRECTION_TOO_LARGE.</exception>
    public async Task<ComparedPeriod> RunAsync(
        Func<Order, bool> isOfPeriod, ProgramId program, Func<CallOptions> options,
        Func<CorrectionStep, Task> tellAsync, CancellationToken cancel)
    {
        await tellAsync(new CorrectionStep());
        var step = new CorrectionStep { Total = await orders.CountAsync(cancel) };
        var page = new List<EvaluationRecord>(OrderBooks.MostTogether);
        await foreach (var record in orders.ReadAsync(cancel))
        {
            page.Add(record);
            if (page.Count < OrderBooks.MostTogether)
                continue;
            await AddAsync(page, isOfPeriod, program, options, cancel);
            step.Done += page.Count;
            page.Clear();
            await tellAsync(step.Clone());
        }
        await AddAsync(page, isOfPeriod, program, options, cancel);
        return new ComparedPeriod(comparison, unearned, unknown);
    }

    private async Task AddAsync(
        List<EvaluationRecord> page, Func<Order, bool> isOfPeriod, ProgramId program, Func<CallOptions> options,
        CancellationToken cancel)
    {
        // Events are no orders: they move tallies as they did.
        OrderId? IdOf(EvaluationRecord record) =>
            record is { Facts.Member: not null, Order: { } order } && isOfPeriod(order)
                ? OrderId.Of(program, order.Source, order.EventId)
                : null;

        var asked = page.Select(IdOf).OfType<OrderId>().Distinct().ToList();
        var histories = asked.Count == 0 ? [] : await books.FindAsync(asked, options);
        var corrected = await corrections.PostedAsync([.. asked.Select(o => o.Id)], cancel);
        foreach (var record in page)
        {
            if (IdOf(record) is not { } order)
                comparison.Keep(record);
            else if (!histories.TryGetValue(order, out var history))
                throw new InvalidOperationException($"{order} has a journal that the ledger does not have.");
            else
                await AddAsync(history, record, corrected.GetValueOrDefault(order.Id) ?? [], cancel);
        }
        if (comparison.Differing > MostOrders)
            throw new RefusalException(new Refusal(
                ErrorReason.CorrectionTooLarge,
                $"More than {MostOrders} orders differ; propose corrections of shorter periods, one after the other.")
                .With("maximum", MostOrders));
    }

    private async Task AddAsync(
        OrderHistory history, EvaluationRecord record, Dictionary<string, long> corrected, CancellationToken cancel)
    {
        var own = (await books.RuleSetAsync(RuleSetId.Parse(record.RuleSet), cancel)).Rules;
        var earned = history.Now.State == OrderState.Cancelled || history.Now.IsEarned(own.Terms);
        if (earned && Knows(own, rules))
        {
            comparison.Add(history, record, corrected);
            return;
        }
        comparison.Keep(record);
        (unearned, unknown) = earned ? (unearned, unknown + 1) : (unearned + 1, unknown);
    }

    /// <summary>Whether a record has all that a rule set asks for: it has what its own rule set asked for.</summary>
    private static bool Knows(CompiledRuleSet own, CompiledRuleSet other)
    {
        var (known, asked) = (own.Needs, other.Needs);
        return asked.Attributes.IsSubsetOf(known.Attributes) && asked.Segments.IsSubsetOf(known.Segments)
            && asked.Levels.IsSubsetOf(known.Levels) && (known.Birthday || !asked.Birthday)
            && (own.LimitsMoney || !other.LimitsMoney);
    }
}
