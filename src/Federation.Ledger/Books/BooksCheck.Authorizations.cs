using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>What captures, refunds and reversals of an authorized payment come to together: what its terms ask for the
/// coins that stay captured. Derived from the hold's detail, so that no journal is trusted to have followed
/// it.</summary>
internal sealed partial class BooksCheck
{
    private static readonly AccountKind[] KindsOfPayments =
        [AccountKind.ExchangedOut, AccountKind.ExchangedIn, AccountKind.Redeemed, AccountKind.Position,
            AccountKind.Fees, AccountKind.Rounding];

    private async Task AuthorizationsAsync(CancellationToken cancel)
    {
        var (hold, booked) = (default(JournalId), new Dictionary<TotalKey, Int128>());
        (byte[]? Detail, long Net) terms = (null, 0);
        await foreach (var sum in AuthorizationSums().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (sum.Hold != hold)
            {
                CompareAuthorization(hold, terms.Detail, terms.Net, booked);
                (hold, terms) = (sum.Hold, (sum.Detail, sum.Captured - sum.Refunded));
                booked.Clear();
            }
            booked[new TotalKey(sum.Asset, (TotalKind)sum.Kind, sum.Party ?? "")] = sum.Units;
        }
        CompareAuthorization(hold, terms.Detail, terms.Net, booked);
    }

    private IQueryable<AuthorizationSum> AuthorizationSums()
    {
        var outcomes = db.Outcomes.AsNoTracking().Where(o => o.Refused == null);
        var captures = outcomes.Where(o => o.Kind == JournalKind.Exchange && o.Corrects != null)
            .Select(o => new { o.Id, Hold = o.Corrects!.Value });
        var journals = captures.Concat(
            from undoing in outcomes
            where undoing.Kind == JournalKind.Refund || undoing.Kind == JournalKind.Reverse
            join capture in captures on undoing.Corrects equals capture.Id
            select new { undoing.Id, capture.Hold });
        var sums =
            from journal in journals
            join entry in db.Entries.AsNoTracking() on journal.Id equals entry.JournalId
            where KindsOfPayments.Contains(entry.Kind)
            group entry.Units by new { journal.Hold, entry.Kind, entry.Asset, entry.Party } into booked
            select new { booked.Key, Units = booked.Sum() };
        return
            from sum in sums
            join hold in outcomes on sum.Key.Hold equals hold.Id
            join state in db.Undone.AsNoTracking() on sum.Key.Hold equals state.JournalId
            where hold.Detail != null
            orderby sum.Key.Hold
            select new AuthorizationSum(
                new JournalId(sum.Key.Hold), hold.Detail, state.Units, state.Refunded, sum.Key.Kind, sum.Key.Asset,
                sum.Key.Party, sum.Units);
    }

    private void CompareAuthorization(JournalId hold, byte[]? detail, long net, Dictionary<TotalKey, Int128> booked)
    {
        if (PaymentTerms.Of(detail) is not { } terms)
            return;
        if (net < 0 || net > terms.Units)
        {
            Compare("captured units within the authorization", hold.Name,
                Math.Clamp(net, 0, terms.Units), net);
            return;
        }
        var expected = terms.Moves(0, net).GroupBy(m => new TotalKey(m.Asset, (TotalKind)m.Kind, m.Party ?? ""))
            .ToDictionary(g => g.Key, g => g.Aggregate((Int128)0, (sum, move) => sum + move.Units));
        foreach (var key in expected.Keys.Union(booked.Keys).OrderBy(k => k.ToString(), StringComparer.Ordinal))
            Compare($"authorization's {key.Kind} {key.Asset} {key.Party}".TrimEnd(), hold.Name,
                expected.GetValueOrDefault(key), booked.GetValueOrDefault(key));
    }

    /// <summary>What the journals of one authorization booked on one kind of account.</summary>
    private sealed record AuthorizationSum(
        JournalId Hold, byte[]? Detail, long Captured, long Refunded, AccountKind Kind, string Asset, string? Party,
        long Units);
}
