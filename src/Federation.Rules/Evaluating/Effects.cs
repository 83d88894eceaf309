using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Computes what effects come to, and applies it to the order.</summary>
internal static class Effects
{
    /// <summary>Gives an effect of a rule; adds nothing if it comes to nothing.</summary>
    public static void Give(GivenRule given, int effect, OrderRun run)
    {
        var compiled = given.Rule.Effects[effect];
        var terms = compiled.Terms;
        switch (terms.GivesCase)
        {
            case Effect.GivesOneofCase.Price:
                TakeOff(given, new Outcome
                {
                    Effect = effect,
                    Terms = terms,
                    ByLine = PriceEffect.Off(terms.Price, compiled.Filter, run),
                }, run, limited: false);
                break;
            case Effect.GivesOneofCase.Discount when terms.Discount.Scope == DiscountScope.Order:
                OrderEffect.Give(given, effect, run);
                break;
            case Effect.GivesOneofCase.Discount when terms.Discount.Scope == DiscountScope.Delivery:
                OrderEffect.GiveOnDelivery(given, effect, run);
                break;
            case Effect.GivesOneofCase.Discount:
                TakeOff(given, new Outcome
                {
                    Effect = effect,
                    Terms = terms,
                    ByLine = LineEffect.Off(terms.Discount, compiled.Filter, run),
                }, run, limited: true);
                break;
            case Effect.GivesOneofCase.BuyGet:
                var (off, used) = BuyGetEffect.Off(terms.BuyGet, compiled, run);
                TakeOff(given, new Outcome { Effect = effect, Terms = terms, ByLine = off, Used = used }, run,
                    limited: true);
                break;
            case Effect.GivesOneofCase.Earn:
                EarnEffect.Give(given, effect, run);
                break;
            case Effect.GivesOneofCase.Multiply:
                MultiplyEffect.Give(given, effect, run);
                break;
            default:
                given.Outcomes.Add(new Outcome { Effect = effect, Terms = terms, Times = given.Times });
                break;
        }
    }

    /// <summary>Takes back what a rule gave.</summary>
    public static void Undo(GivenRule given, OrderRun run)
    {
        foreach (var outcome in given.Outcomes)
        {
            if (outcome.Coin is not null)
                continue;
            if (given.Rule.Stage == Stage.Delivery)
                run.Delivery += outcome.Amount;
            else if (outcome.ByLine is { } off)
                for (var i = 0; i < off.Length; i++)
                    run.Left[i] += off[i];
            run.SetUsed(outcome.Used, false);
            if (CompiledEffect.IsLimitedByMoney(given.Rule.Stage))
                LimitRoom.Count(given.Rule, null, -outcome.Amount, run);
        }
        foreach (var coupon in given.Coupons)
            run.Coupons.Return(coupon);
        given.Coupons.Clear();
    }

    /// <summary>Cuts a discount of lines to its limits, and takes it off.</summary>
    private static void TakeOff(GivenRule given, Outcome outcome, OrderRun run, bool limited)
    {
        var off = outcome.ByLine!;
        var sum = off.Sum();
        if (sum == 0)
            return;
        if (limited)
        {
            var most = outcome.Terms.Discount?.MaxMinorUnits is > 0 and var max ? Math.Min(sum, max) : sum;
            most = LimitRoom.OfDiscount(given.Rule, most, run, out var by);
            outcome.ClippedBy = by;
            given.WasLimited |= by is not null;
            sum = CutTo(off, most);
            if (sum == 0)
                return;
            LimitRoom.Count(given.Rule, null, sum, run);
        }
        outcome.Amount = sum;
        for (var i = 0; i < off.Length; i++)
            run.Left[i] -= off[i];
        run.SetUsed(outcome.Used, true);
        given.Outcomes.Add(outcome);
    }

    /// <summary>Lines get theirs in order until the sum is reached.</summary>
    private static long CutTo(long[] amounts, long most)
    {
        var sum = 0L;
        for (var i = 0; i < amounts.Length; i++)
        {
            amounts[i] = Math.Min(amounts[i], most - sum);
            sum += amounts[i];
        }
        return sum;
    }
}
