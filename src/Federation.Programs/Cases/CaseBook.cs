using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Cases as the ledger has them: of a row alone it is not known whether its order was placed.</summary>
internal sealed class CaseBook(ProgramsDb db, OrderBooks orders)
{
    public static RefusalException NotFound(string name) => new(Refusal.NotFound(ErrorReason.CaseNotFound, name));

    /// <summary>Those of the rows that are cases, in their order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="options">For whom; each call to the ledger has an end of its own.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Case>> ShownAsync(
        IReadOnlyCollection<CaseRow> rows, Func<CallOptions> options, CancellationToken cancel)
    {
        var shown = new List<Case>();
        foreach (var some in rows.Chunk(OrderBooks.MostTogether))
            shown.AddRange(await ShownTogetherAsync(some, options, cancel));
        return shown;
    }

    private async Task<List<Case>> ShownTogetherAsync(
        CaseRow[] rows, Func<CallOptions> options, CancellationToken cancel)
    {
        var histories = await orders.FindAsync([.. rows.Select(r => r.Order)], options);
        var held = histories.Values.Where(h => h.Now.OrderCase is not null).ToList();
        var digests = held.ConvertAll(h => h.Now.Digest.ToByteArray());
        var records = (await db.Evaluations.AsNoTracking().Where(e => digests.Contains(e.Digest))
                .Select(e => new { e.Digest, e.Content }).ToListAsync(cancel))
            .ToDictionary(
                e => Convert.ToHexString(e.Digest), e => EvaluationRecord.Parser.ParseFrom(e.Content),
                StringComparer.Ordinal);
        var shown = new List<Case>();
        foreach (var row in rows)
            if (histories.GetValueOrDefault(row.Order) is { Now.OrderCase: not null } history)
            {
                var rules = (await orders.RuleSetOfAsync(history, cancel)).Rules;
                var record = records[Convert.ToHexString(history.Now.Digest.Span)];
                shown.Add(ShownCase.Of(row, history, record, rules.Terms));
            }
        return shown;
    }

    /// <summary>Decides an open case, unless the same request has decided it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="verdict">FOR_MEMBER or AGAINST_MEMBER.</param>
    /// <param name="reason">Why; empty where the deadline has passed.</param>
    /// <param name="decider">Who; empty where the deadline has passed.</param>
    /// <param name="fingerprint">Of the request.</param>
    /// <param name="options">For the brand; each call to the ledger has an end of its own.</param>
    /// <returns>The order, and whether the same request was answered before.</returns>
    /// <exception cref="RefusalException">CASE_NOT_FOUND, CASE_DECIDED.</exception>
    public ValueTask<(OrderHistory History, bool Replayed)> DecideAsync(
        OrderId order, CaseState verdict, string reason, string decider, byte[] fingerprint,
        Func<CallOptions> options) => Contention.Orders.ExecuteAsync(
        async cancel =>
        {
            var name = ResourceNames.Case(order.Program.ToString(), order.Id);
            if (await orders.FindAsync(order, options()) is not { Now.OrderCase: { } held } history)
                throw NotFound(name);
            if (history.StepMadeBy(fingerprint) >= 0)
                return (history, true);
            if (held.State != CaseState.Open)
                throw Decided(name, held.State);
            var after = await orders.TakeAsync(
                history,
                (steps, now) => steps.Decide(new OrderCase(held)
                {
                    State = verdict,
                    Reason = reason,
                    Decider = decider,
                    DecideTime = now,
                }),
                null, fingerprint, options());
            return (after, false);
        },
        options().CancellationToken);

    /// <summary>Notes that a case is decided. The ledger has it for sure; what is not noted the sweep finds.</summary>
    public async Task NoteDecidedAsync(Guid id, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Cases.Where(c => c.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DueTime, (DateTimeOffset?)null), cancel);
    }

    private static RefusalException Decided(string name, CaseState state)
    {
        var text = state switch
        {
            CaseState.ForMember => "FOR_MEMBER",
            CaseState.AgainstMember => "AGAINST_MEMBER",
            _ => "CLOSED",
        };
        return new RefusalException(
            new Refusal(ErrorReason.CaseDecided, $"{name} is decided: it is {text}.").With("state", text));
    }
}
