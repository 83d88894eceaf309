using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Orders: what they come to, and placing them.</summary>
internal sealed partial class CheckoutService(
    ProgramsDb db, PublishedRuleSets published, CoinWorths worths, PartnerDirectory directory, AllianceClock clock,
    OrderBooks orders, OrderTickets tickets, OrderRecords records, CouponBook coupons, TallyReader tallies,
    Offers offers,
    IServiceScopeFactory scopes, MemberBook members, OrderStreams streams, MemberNames names,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
    : V1.CheckoutService.CheckoutServiceBase
{
    // Clocks of tills are not exact.
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLate = TimeSpan.FromDays(90);

    /// <summary>What is wrong with an order whatever its rule set says; then the rule set that decides, and what is
    /// wrong by its terms.</summary>
    private async Task<PublishedRuleSet> RuleSetForAsync(
        Form form, ProgramId program, RuleSetId? named, Order? order, DateTimeOffset now, CancellationToken cancel)
    {
        form.Check(order is not null, "order", "is required");
        form.Check(order is null || order.OrderTime is not null, "order.order_time", "is required");
        form.Done();
        var time = form.Moment(order!.OrderTime, "order.order_time") ?? now;
        form.Check(time <= now + LongestAhead, "order.order_time", "must not be in the future");
        form.Check(time >= now - LongestLate, "order.order_time", "must be at most 90 days ago");
        form.Merchant(order.Merchant, "order.merchant");
        if (order.Member.Length > 0)
            form.Member(order.Member, "order.member");
        else
            form.Check(
                order.Tenders.All(t => t.Kind != TenderKind.Coins), "order.member", "is required to pay with coins");
        form.Done();
        var ruleSet = await published.ForAsync(db, program, named, time, cancel);
        foreach (var problem in OrderForm.Check(order, ruleSet.Rules.Terms))
            form.Check(false, "order." + problem.Field, problem.Text.TrimEnd('.'));
        form.Done();
        return ruleSet;
    }

    /// <summary>Why the order is refused, or its member and coupons.</summary>
    private async Task<AdmittedOrder> AdmitAsync(
        PublishedRuleSet ruleSet, Order order, DateTimeOffset now, CancellationToken cancel)
    {
        var program = ruleSet.Name.Program;
        var consent = order.Member.Length == 0 ? null : await consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = program.PartnerId, Member = order.Member }, cancel);
        var snapshot = await directory.WithAsync(
            d => OrderChecks.Refuses(order, program.PartnerId, d, consent) is null, cancel);
        if (OrderChecks.Refuses(order, program.PartnerId, snapshot, consent) is { } refusal)
            return new AdmittedOrder(refusal, now, null, []);
        var member = consent is null
            ? null
            : await members.FactsAsync(ruleSet, order.Member, consent.LinkTime, now, cancel);
        var (unusable, shown) = await coupons.OfAsync(program, order, member?.Id, cancel);
        return new AdmittedOrder(unusable, now, member, shown);
    }

    /// <summary>Reads the facts, and decides.</summary>
    /// <exception cref="RefusalException">A coupon that was shown cannot be used any more.</exception>
    private async Task<DecidedOrder> DecideAsync(
        PublishedRuleSet ruleSet, Order order, AdmittedOrder admitted, IReadOnlySet<string> leftOut, bool withMisses,
        ServerCallContext context)
    {
        var rules = ruleSet.Rules;
        var facts = new Facts { DecideTime = admitted.Time.ToTimestamp(), Member = admitted.Member };
        if (rules.LimitsMoney)
            facts.Coins.AddRange(await worths.OfAsync(rules.Terms, context.CancellationToken));
        var keys = TallyReads.Of(rules, facts, order);
        var program = ruleSet.Name.Program;
        var units = await tallies.ReadAsync(
            [
                .. keys.Select(k => ProgramTallies.IdOf(program, k, order, admitted.Member?.Id)),
                .. admitted.Coupons.Select(c => CouponTally.KeyOf(c.Row.Id)),
            ],
            context.CancellationToken);
        facts.Tallies.AddRange(keys.Zip(units, (k, u) => new TallyValue { Key = k, Units = u })
            .Where(t => t.Units != 0));
        facts.Coupons.AddRange(admitted.Coupons.Zip(units.Skip(keys.Count), FactsOf).OfType<CouponFacts>());
        var record = new EvaluationRecord
        {
            RuleSet = ruleSet.Name.ToString(),
            Terms = rules.Terms,
            Order = order,
            Facts = facts,
            Result = Evaluator.Evaluate(rules, facts, order, leftOut, withMisses),
        };
        record.LeftOut.AddRange(leftOut.Order(StringComparer.Ordinal));
        return new DecidedOrder(ruleSet, record, [.. admitted.Coupons.Select(c => c.Row)]);
    }

    /// <summary>What is known of a coupon; null for one of the member's own that cannot be used.</summary>
    private static CouponFacts? FactsOf(ShownCoupon coupon, long value)
    {
        var tally = new CouponTally(coupon.Row, value);
        if (coupon.Code is { } code && tally.UsesLeft == 0)
            throw new RefusalException(tally.Exists
                ? new Refusal(ErrorReason.CouponUsed, $"'{code}' has no uses left.").With("code", code)
                : CouponBook.NotFound(code));
        return tally.UsesLeft == 0 ? null : new CouponFacts
        {
            Name = coupon.Row.Name,
            Definition = coupon.Row.Definition,
            UsesLeft = tally.UsesLeft,
            ExpireTime = coupon.Row.ExpireTime.ToTimestamp(),
            Shown = coupon.Code is not null,
        };
    }
}
