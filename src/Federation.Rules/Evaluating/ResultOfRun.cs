using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Writes down what an order came to.</summary>
internal sealed class ResultOfRun(OrderRun run)
{
    private readonly Evaluation result = new();

    public Evaluation Result()
    {
        LimitCoins();
        var kept = run.Given.Where(g => g.Outcomes.Exists(IsGiven)).ToList();
        WriteLines();
        WriteAwards(kept);
        result.UsedCoupons.AddRange(kept.SelectMany(g => g.Coupons).Distinct());
        result.Exposures.AddRange(run.Exposures.Distinct());
        TallyMoves.Write(result, kept, run);
        WriteTiers();
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
            result.DeliveryDiscounts.Add(new RuleAmount { Rule = rule.Id, MinorUnits = outcome.Amount });
        if (outcome.ByLine is not { } byLine)
            return;
        var coins = outcome.Coin is null ? null : new long[byLine.Length];
        if (coins is not null)
            CoinsByLine.Add(coins, outcome, outcome.Given);
        for (var i = 0; i < byLine.Length; i++)
        {
            if (coins is null && byLine[i] > 0)
                result.Lines[i].Discounts.Add(new RuleAmount { Rule = rule.Id, MinorUnits = byLine[i] });
            else if (coins is not null && coins[i] > 0)
                result.Lines[i].Coins.Add(new RuleCoins { Rule = rule.Id, Coin = outcome.Coin, Units = coins[i] });
        }
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
        Times = outcome.Times,
        ExpireDays = outcome.Terms.Earn?.ExpireDays ?? 0,
        Promotional = rule.Campaign is not null || outcome.Terms.Earn?.Promotional == true,
    };

    private void WriteTiers()
    {
        if (run.Member is null)
            return;
        foreach (var scheme in run.Rules.Schemes)
        {
            var (level, counted) = run.TierOf(scheme);
            var levels = scheme.Terms.Levels;
            var next = level + 1 < levels.Count ? levels[level + 1] : null;
            result.Tiers.Add(new TierStanding
            {
                Scheme = scheme.Terms.Id,
                Level = levels[level].Id,
                Counted = counted,
                NextLevel = next?.Id ?? "",
                Missing = Math.Max(0, (next?.Threshold ?? counted) - counted),
            });
        }
    }
}
