using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>Why an order is refused. Pure; in the documented order: existence, state, limits.</summary>
internal static class OrderChecks
{
    /// <summary>Why it cannot be evaluated; null if it can.</summary>
    /// <param name="order">An order of good form.</param>
    /// <param name="partner">The brand that sends it.</param>
    /// <param name="directory">Brands and merchants.</param>
    /// <param name="consent">What is known of its member; null for an order without one.</param>
    public static Refusal? Refuses(
        Order order, string partner, DirectorySnapshot directory, ResolveSpendingResponse? consent)
    {
        if (!ResourceNames.TryMerchant(order.Merchant, out var brand, out var merchant) || brand != partner
            || !directory.Merchants.ContainsKey((brand, merchant)))
            return Refusal.NotFound(ErrorReason.MerchantNotFound, order.Merchant);
        if (Suspensions.PlaceOrder.Refuses(directory, partner) is { } suspended)
            return suspended;
        if (directory.Till(brand, merchant) is { } closed)
            return closed;
        return consent is null ? null : MemberChecks.Refuses(order.Member, partner, consent);
    }

    /// <summary>Why what was decided cannot be placed; null if it can.</summary>
    /// <param name="decided">The decision.</param>
    /// <param name="offer">The offer that binds it; null if none does.</param>
    public static Refusal? Refuses(DecidedOrder decided, OfferContent? offer)
    {
        if (offer is not null && Offers.Refuses(offer, decided) is { } gone)
            return gone;
        var total = decided.Result.TotalMinorUnits;
        var paid = decided.Order.Tenders.Sum(t => t.MinorUnits);
        if (decided.Order.Tenders.Count > 0 && paid != total)
            return new Refusal(
                ErrorReason.TendersNotTotal, $"The tenders pay {paid} minor units, and the order comes to {total}.")
                .With("total_minor_units", total);
        var byCoins = decided.Order.Tenders.Where(t => t.Kind == TenderKind.Coins).Sum(t => t.MinorUnits);
        if (byCoins == 0)
            return null;
        var most = (long)((Int128)total * decided.Record.Terms.CoinPayment.MaximumShareBasisPoints / 10_000);
        return byCoins > most
            ? new Refusal(
                ErrorReason.CoinShareExceeded, $"Coins may pay {most} of these {total} minor units, not {byCoins}.")
                .With("maximum_minor_units", most)
            : null;
    }
}
