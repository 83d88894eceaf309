using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>Why an order is refused. Pure; in the documented order: existence, state, limits.</summary>
internal static class OrderChecks
{
    public const int UsualCaseDays = 7;

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

    /// <summary>The risk rule that refuses an order or an event; null if none does.</summary>
    /// <param name="record">The decision.</param>
    public static Refusal? Refuses(EvaluationRecord record)
    {
        if (record.Result.Risks.FirstOrDefault(r => r.Answer == RiskAnswer.Refuse) is not { } signal)
            return null;
        // What the brand counts of it is not the member's to know.
        if (record.Event?.ByMember == true)
            return new Refusal(ErrorReason.RiskRefused, "The brand does not accept it.");
        var title = record.Terms.RiskRules.First(r => r.Id == signal.Rule).Title;
        return new Refusal(ErrorReason.RiskRefused, $"Refused by a risk rule: {Words.Of(signal, record.Terms).En}")
            .With("rule", signal.Rule).With("title", title.En.Length > 0 ? title.En : title.ZhCn)
            .With("counted", signal.Counted);
    }

    /// <summary>The case of an order that a risk rule holds; null if none does.</summary>
    /// <param name="record">The decision.</param>
    public static OrderCase? CaseOf(EvaluationRecord record) =>
        record.Result.Risks.Any(r => r.Answer == RiskAnswer.Hold)
            ? new OrderCase
            {
                State = CaseState.Open,
                Deadline = record.Facts.DecideTime + Duration.FromTimeSpan(TimeSpan.FromDays(
                    record.Terms.CaseDays > 0 ? record.Terms.CaseDays : UsualCaseDays)),
            }
            : null;

    /// <summary>Why what was decided cannot be placed; null if it can.</summary>
    /// <param name="decided">The decision.</param>
    /// <param name="offer">The offer that binds it; null if none does.</param>
    public static Refusal? Refuses(DecidedOrder decided, OfferContent? offer)
    {
        if (Refuses(decided.Record) is { } risk)
            return risk;
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
