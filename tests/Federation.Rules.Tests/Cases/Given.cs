using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Limit = Federation.Programs.V1.Limit;

namespace Federation.Rules.Tests;

/// <summary>A rule set, facts and an order, built up in a few words: Monday 15 June 2026, noon in Shanghai, day 20619
/// since 1970-01-01, a month that began on day 20605, a year that began on day 20454.</summary>
internal sealed class Given
{
    public const int Today = 20619;
    public const int ThisMonth = 20605;
    public const int ThisYear = 20454;

    public RuleSetTerms Terms { get; } = new()
    {
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 1,
        TimeZone = "Asia/Shanghai",
        Coins = { "coins/star", "coins/moon" },
    };

    public Facts Facts { get; } = new() { DecideTime = At("2026-06-15T04:00:00Z") };

    public Order Order { get; } = new()
    {
        Source = "till",
        EventId = "1",
        Merchant = "partners/tea/merchants/one",
        OrderTime = At("2026-06-15T04:00:00Z"),
    };

    public static Timestamp At(string time) => Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(time));

    /// <summary>A line with a number, quantity and price, and the stock number <c>sku{number}</c>.</summary>
    public Given Line(int number, int quantity, long list, long? unit = null, params string[] categories)
    {
        var line = new OrderLine
        {
            Number = number,
            Sku = $"sku{number}",
            Quantity = quantity,
            ListMinorUnits = list,
            Categories = { categories },
        };
        if (unit is { } price)
            line.UnitMinorUnits = price;
        Order.Lines.Add(line);
        return this;
    }

    public Given Delivery(long minorUnits)
    {
        Order.DeliveryMinorUnits = minorUnits;
        return this;
    }

    public Given Paid(TenderKind kind, long minorUnits)
    {
        Order.Tenders.Add(new Tender { Kind = kind, MinorUnits = minorUnits });
        return this;
    }

    /// <summary>When the order was placed and is decided.</summary>
    public Given On(string time)
    {
        Order.OrderTime = Facts.DecideTime = At(time);
        return this;
    }

    public Given Member(string id = "0123456789abcdef0123456789abcdef", string joined = "2024-01-01T00:00:00Z")
    {
        Facts.Member = new MemberFacts
        {
            Id = ByteString.CopyFrom(Convert.FromHexString(id)),
            JoinTime = At(joined),
        };
        Order.Member = "members/" + new Guid(Convert.FromHexString(id), bigEndian: true);
        return this;
    }

    public Given Birthday(int month, int day, string set = "2024-01-01T00:00:00Z")
    {
        Facts.Member.Birthday = new Google.Type.Date { Month = month, Day = day };
        Facts.Member.BirthdaySetTime = At(set);
        return this;
    }

    public Given Counted(string definition, Per per, int period, long units)
    {
        Facts.Tallies.Add(new TallyValue
        {
            Key = new TallyKey { Definition = definition, Per = per, Period = period },
            Units = units,
        });
        return this;
    }

    public Given Coupon(string name, string definition, string expires, bool shown = true, int uses = 1)
    {
        Facts.Coupons.Add(new CouponFacts
        {
            Name = "coupons/" + name,
            Definition = definition,
            ExpireTime = At(expires),
            Shown = shown,
            UsesLeft = uses,
        });
        return this;
    }

    public Given Group(string id, Combine combine)
    {
        Terms.Groups.Add(new RuleGroup { Id = id, Combine = combine });
        return this;
    }

    public Given Campaign(string id, int holdOut = 0, params Limit[] limits)
    {
        Terms.Campaigns.Add(new Campaign
        {
            Id = id,
            StartTime = At("2026-01-01T00:00:00Z"),
            HoldoutBasisPoints = holdOut,
            HoldoutSalt = ByteString.CopyFrom(Convert.FromHexString("000102030405060708090a0b0c0d0e0f")),
            Limits = { limits },
        });
        return this;
    }

    public Given Rule(string id, params Effect[] effects) => Rule(id, _ => { }, effects);

    public Given Rule(string id, Action<Rule> more, params Effect[] effects)
    {
        var rule = new Rule { Id = id, Effects = { effects } };
        more(rule);
        Terms.Rules.Add(rule);
        return this;
    }

    public Given If(string id, Condition condition, params Effect[] effects) =>
        Rule(id, r => r.Condition = condition, effects);

    public Evaluation By(string evaluator) => Evaluators.Named(evaluator)(Terms, Facts, Order);
}
