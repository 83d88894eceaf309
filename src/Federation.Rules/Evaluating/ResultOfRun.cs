using Federation.Programs.V1;
using Google.Protobuf.Collections;

namespace Federation.Rules;

/// <summary>Writes down what an order came to.</summary>
/// <param name="run">What was decided.</param>
/// <param name="missed">Is called for rules of whose coins limits left nothing.</param>
internal sealed class ResultOfRun(OrderRun run, Action<CompiledRule, MissReason> missed)
{
    private readonly Evaluation result = new();

    public Evaluation Result()
    {
        LimitCoins();
        var kept = run.Given.Where(g => g.Outcomes.Exists(IsGiven)).ToList();
        foreach (var given in run.Given.Except(kept))
            missed(given.Rule, MissReason.Limit);
        WriteLines();
        WriteAwards(kept);
        result.UsedCoupons.AddRange(kept.SelectMany(g => g.Coupons).Distinct());
        result.Exposures.AddRange(run.Exposures.Distinct());
        TallyMoves.Write(result, kept, run);
        WriteTiers();
        result.RunDays = run.CheckIn?.Days ?? 0;
        return result;
    }

    /// <summary>Cuts coins to their limits: after all multipliers, in the order of the awards.</summary>
    private void LimitCoins()
    {
        foreach (var given in run.Given)
        {
            foreach (var outcome in given.Outcomes)
            {
                if (outcome.Coin is not { } coin)
                    continue;
                outcome.Given = LimitRoom.OfCoins(given.Rule, coin, outcome.Amount, run, out var by);
                outcome.ClippedBy = by;
                LimitRoom.Count(given.Rule, coin, outcome.Given, run);
            }
        }
    }

    private static bool IsGiven(Outcome outcome) => outcome.Coin is null || outcome.Given > 0;

    private void WriteLines()
    {
        for (var i = 0; i < run.Lines.Length; i++)
        {
            var line = run.Lines[i];
            var unit = line.HasUnitMinorUnits ? line.UnitMinorUnits : line.ListMinorUnits;
            result.Lines.Add(new LineResult
            {
                Number = line.Number,
                ListMinorUnits = run.List[i],
                ShopDiscountMinorUnits = run.List[i] - (line.Quantity * unit),
                PayMinorUnits = run.Left[i],
            });
        }
        foreach (var given in run.Given)
        {
            foreach (var outcome in given.Outcomes)
                WriteByLine(given.Rule, outcome);
        }
        result.DeliveryMinorUnits = run.Delivery;
        result.TotalMinorUnits = run.Left.Sum() + run.Delivery;
    }

    private void WriteByLine(CompiledRule rule, Outcome outcome)
    {
        if (rule.Stage == Stage.Delivery)
            Add(result.DeliveryDiscounts, rule.Id, outcome.Amount);
        if (outcome.ByLine is not { } byLine)
            return;
        var coins = outcome.Coin is null ? null : new long[byLine.Length];
        if (coins is not null)
            CoinsByLine.Add(coins, outcome, outcome.Given);
        for (var i = 0; i < byLine.Length; i++)
        {
            if (coins is null && byLine[i] > 0)
                Add(result.Lines[i].Discounts, rule.Id, byLine[i]);
            else if (coins is not null && coins[i] > 0)
                Add(result.Lines[i].Coins, rule.Id, outcome.Coin!, coins[i]);
        }
    }

    /// <summary>Effects of one rule are one sum.</summary>
    private static void Add(RepeatedField<RuleAmount> discounts, string rule, long minorUnits)
    {
        if (discounts.FirstOrDefault(d => d.Rule == rule) is { } known)
            known.MinorUnits += minorUnits;
        else
            discounts.Add(new RuleAmount { Rule = rule, MinorUnits = minorUnits });
    }

    private static void Add(RepeatedField<RuleCoins> sums, string rule, string coin, long units)
    {
        if (sums.FirstOrDefault(c => c.Rule == rule && c.Coin == coin) is { } known)
            known.Units += units;
        else
            sums.Add(new RuleCoins { Rule = rule, Coin = coin, Units = units });
    }

    private void WriteAwards(IReadOnlyList<GivenRule> kept)
    {
        foreach (var given in kept)
        {
            var first = true;
            foreach (var outcome in given.Outcomes.Where(IsGiven))
            {
                var award = AwardOf(given.Rule, outcome);
                if (first)
                    award.CouponsUsed.AddRange(given.Coupons);
                first = false;
                result.Awards.Add(award);
            }
        }
        foreach (var coin in run.Rules.Terms.Coins)
        {
            var sum = result.Awards.Where(a => a.Coins?.Coin == coin).Sum(a => a.Coins.Units);
            if (sum > 0)
                result.Coins.Add(new CoinSum { Coin = coin, Units = sum });
        }
        result.Items.AddRange(result.Awards.Where(a => a.Item is not null).Select(a => a.Item.Clone()));
    }

    private Award AwardOf(CompiledRule rule, Outcome outcome)
    {
        var award = new Award
        {
            Rule = rule.Id,
            Effect = outcome.Effect,
            Campaign = rule.Terms.Campaign,
            ClippedBy = outcome.ClippedBy,
        };
        var terms = outcome.Terms;
        switch (terms.GivesCase)
        {
            case Effect.GivesOneofCase.Earn or Effect.GivesOneofCase.Multiply:
                award.Coins = CoinsOf(rule, outcome);
                break;
            case Effect.GivesOneofCase.AddItem:
                award.Item = new AddedItem { Sku = terms.AddItem.Sku, Quantity = terms.AddItem.Quantity };
                break;
            case Effect.GivesOneofCase.Coupon:
                award.Coupons = new CouponAward
                {
                    Definition = terms.Coupon.Definition,
                    Quantity = checked(terms.Coupon.Quantity * outcome.Times),
                };
                break;
            case Effect.GivesOneofCase.Tickets:
                award.Tickets = new TicketAward
                {
                    Draw = terms.Tickets.Draw,
                    Tickets = (int)Math.Min((long)terms.Tickets.Tickets * outcome.Times, CompiledEffect.MostTickets),
                };
                break;
            case Effect.GivesOneofCase.Tier:
                award.Tier = new TierGrant
                {
                    Scheme = terms.Tier.Scheme,
                    Level = terms.Tier.Level,
                    FromDate = Days.ToDate(run.Moment.Day),
                    ToDate = Days.ToDate(run.Moment.Day + terms.Tier.Days),
                };
                break;
            default:
                award.DiscountMinorUnits = outcome.Amount;
                break;
        }
        return award;
    }

    private static CoinAward CoinsOf(CompiledRule rule, Outcome outcome) => new()
    {
        Coin = outcome.Coin,
        Units = outcome.Given,
        Base = outcome.Base,
        ComputedUnits = outcome.Amount,
        Times = outcome.Terms.Earn?.StepCase == Earn.StepOneofCase.None ? outcome.Times : 0,
        ExpireDays = outcome.Terms.Earn?.ExpireDays ?? 0,
        Promotional = rule.Campaign is not null || outcome.Terms.Earn?.Promotional == true,
        TableKey = outcome.TableKey,
        AvailableDays = outcome.Terms.Earn?.AvailableDays ?? 0,
    };

    private void WriteTiers()
    {
        if (run.Member is not null)
            result.Tiers.AddRange(run.Rules.Schemes.Select(s => run.TierOf(s).Standing(s.Terms)));
    }
}
