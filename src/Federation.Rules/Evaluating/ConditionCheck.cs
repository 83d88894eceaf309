using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether conditions hold for an order, or for an event.</summary>
internal static class ConditionCheck
{
    public static bool Holds(CompiledCondition node, OrderRun run)
    {
        var terms = node.Terms;
        return terms.IsCase switch
        {
            Condition.IsOneofCase.All => All(node, run),
            Condition.IsOneofCase.Any => Any(node, run),
            Condition.IsOneofCase.Not => !Holds(node.Children[0], run),
            Condition.IsOneofCase.Time => node.Window!.Contains(run.Moment),
            Condition.IsOneofCase.Basket => Measured(node, run) >= terms.Basket.AtLeastMinorUnits,
            Condition.IsOneofCase.Lines => run.Quantity(node.Filter) >= terms.Lines.AtLeast,
            Condition.IsOneofCase.Member => run.Member is { } member && Is(terms.Member, member),
            Condition.IsOneofCase.Tier =>
                run.Member is not null && terms.Tier.Levels.Contains(run.LevelOf(terms.Tier.Scheme)),
            Condition.IsOneofCase.Segment => run.Member?.Segments.Contains(terms.Segment) == true,
            Condition.IsOneofCase.Count => run.Member is not null && (terms.Count.ReachedCase switch
            {
                CountReached.ReachedOneofCase.Every => TimesOf(node, run) >= 1,
                _ => Measured(node, run) >= terms.Count.AtLeast,
            }),
            Condition.IsOneofCase.Birthday => HasBirthday(terms.Birthday, run),
            Condition.IsOneofCase.Coupon => run.Coupons.Has(terms.Coupon),
            Condition.IsOneofCase.Paid => IsPaidBy(terms.Paid, run.Order),
            Condition.IsOneofCase.At =>
                (terms.At.Merchants.Count == 0 || terms.At.Merchants.Contains(run.Order.Merchant))
                && (terms.At.Sources.Count == 0 || terms.At.Sources.Contains(run.Order.Source)),
            Condition.IsOneofCase.Event => run.Event is { } happened && EventCheck.Is(terms.Event, happened),
            _ => false,
        };
    }

    /// <summary>The number that a condition on a sum, a quantity or a counter is about.</summary>
    public static long Measured(CompiledCondition node, OrderRun run) => node.Terms.IsCase switch
    {
        Condition.IsOneofCase.Basket => run.Sum(
            node.Filter, node.Terms.Basket.Basis == PriceBasis.List ? run.List : run.StageLeft),
        Condition.IsOneofCase.Lines => run.Quantity(node.Filter),
        Condition.IsOneofCase.Count when node.Counter is { } counter =>
            run.Tally(counter.Definition, counter.Terms.Period)
            + (node.Terms.Count.BeforeThisOrder ? 0 : run.Contribution(counter)),
        _ => 0,
    };

    /// <summary>How many multiples of a counter were reached and not yet given for.</summary>
    public static long TimesOf(CompiledCondition node, OrderRun run) =>
        (Measured(node, run) / node.Terms.Count.Every) - GivenOf(node, run);

    /// <summary>How many multiples of a counter were given for before.</summary>
    public static long GivenOf(CompiledCondition node, OrderRun run) =>
        run.Tally(node.Given, node.Counter!.Terms.Period);

    public static bool IsPaidBy(PaidBy wanted, Order order) => order.Tenders.Count == 0
        ? wanted.Kinds.Contains(TenderKind.Money)
        : order.Tenders.Any(t => t.MinorUnits > 0 && wanted.Kinds.Contains(t.Kind));

    private static bool All(CompiledCondition node, OrderRun run)
    {
        foreach (var child in node.Children)
        {
            if (!Holds(child, run))
                return false;
        }
        return true;
    }

    private static bool Any(CompiledCondition node, OrderRun run)
    {
        foreach (var child in node.Children)
        {
            if (Holds(child, run))
                return true;
        }
        return false;
    }

    private static bool Is(MemberIs wanted, MemberFacts member) => wanted.Attribute.Length == 0
        || member.Attributes.Any(a => a.Name == wanted.Attribute && wanted.Values.Contains(a.Value));

    private static bool HasBirthday(BirthdayWindow window, OrderRun run) =>
        run.Member is { Birthday: { } birthday, BirthdaySetTime: { } set }
        && run.Order.OrderTime.ToDateTimeOffset() - set.ToDateTimeOffset() >= Birthdays.Settling
        && Birthdays.IsNear(window, birthday.Month, birthday.Day, run.Moment.Day);
}
