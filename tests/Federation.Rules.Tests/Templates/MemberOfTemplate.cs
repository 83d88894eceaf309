using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules.Tests;

/// <summary>A member of a programme that is made from a template, who buys one order after the other. All times are
/// in Shanghai.</summary>
internal sealed class MemberOfTemplate(string template)
{
    private readonly CompiledRuleSet rules = CompiledRuleSet.Of("", TermsOf(template));
    private readonly TallyBook tallies = new();

    public MemberFacts Facts { get; } = new()
    {
        Id = ByteString.CopyFrom(new byte[16]),
        JoinTime = Given.At("2025-12-01T00:00:00+08:00"),
        BirthdaySetTime = Given.At("2025-12-01T00:00:00+08:00"),
    };

    /// <summary>A template for yuan in Shanghai that begins on 1 June 2026.</summary>
    public static RuleSetTerms TermsOf(string template, string currency = "CNY") =>
        RuleSetTemplates.Find(template)!.Make(new TemplateChoice(
            "coins/star", currency, 100, "Asia/Shanghai", new Google.Type.Date { Year = 2026, Month = 6, Day = 1 }));

    public MemberOfTemplate Born(int month, int day)
    {
        Facts.Birthday = new Google.Type.Date { Month = month, Day = day };
        return this;
    }

    /// <summary>What goods of one price come to, in minor units, and what they give.</summary>
    public string Buy(string time, long price, params CouponFacts[] coupons) =>
        Buy(time, [Goods(price)], coupons: coupons);

    public string Buy(
        string time, OrderLine[] lines, long delivery = 0, Tender[]? tenders = null, CouponFacts[]? coupons = null)
    {
        var order = new Order
        {
            Source = "till",
            EventId = time,
            Member = "members/" + Guid.Empty,
            OrderTime = Given.At(time + "+08:00"),
            DeliveryMinorUnits = delivery,
            Tenders = { tenders ?? [] },
        };
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i].Number = i + 1;
            order.Lines.Add(lines[i]);
        }
        var facts = new Facts { DecideTime = order.OrderTime, Member = Facts, Coupons = { coupons ?? [] } };
        facts.Tallies.AddRange(tallies.ValuesFor(rules, facts, order));
        var result = Evaluator.Evaluate(rules, facts, order);
        tallies.Apply(result, facts, order);
        var level = string.Concat(result.Tiers.Select(t => t.Level + " "));
        return $"{level}{result.TotalMinorUnits}: {result.Given()}";
    }

    /// <summary>What the member does besides buying, and what that gives.</summary>
    public string Report(string time, EventKind kind, string name = "", string grade = "", string about = "")
    {
        var happened = new Event
        {
            Source = "app",
            EventId = time,
            Member = "members/" + Guid.Empty,
            EventTime = Given.At(time + "+08:00"),
            Type = new EventType { Kind = kind, Name = name },
            Object = about,
            Grade = grade,
        };
        var facts = new Facts { DecideTime = happened.EventTime, Member = Facts };
        var record = new EvaluationRecord { Event = happened, Facts = facts };
        facts.Tallies.AddRange(tallies.ValuesFor(rules, facts, record));
        var result = Evaluator.Evaluate(rules, facts, happened);
        tallies.Apply(result, record);
        return result.Given();
    }

    public static OrderLine Goods(long price, int quantity = 1, string category = "", string tag = "") => new()
    {
        Sku = "goods",
        Quantity = quantity,
        ListMinorUnits = price,
        Categories = { new[] { category }.Where(c => c.Length > 0) },
        Tags = { new[] { tag }.Where(t => t.Length > 0) },
    };

    /// <summary>A coupon that is shown.</summary>
    public static CouponFacts Coupon(string definition, string expires) => new()
    {
        Name = "coupons/" + definition,
        Definition = definition,
        UsesLeft = 1,
        ExpireTime = Given.At(expires + "+08:00"),
        Shown = true,
    };
}
