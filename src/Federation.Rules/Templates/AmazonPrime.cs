using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>A membership that is paid for: the brand keeps those who have it in a segment.</summary>
internal static class AmazonPrime
{
    private const string Prime = "segments/prime";

    public static Template Template { get; } = new(
        "amazon-prime", Text("Paid membership, as Amazon Prime", "付费会员(Amazon Prime 式)"),
        Text(
            "1 point for each unit of money. Paying members, those in segments/prime, get free delivery, 2 more points "
            + "for each unit of money and 10 % off goods with the tag prime.",
            "每 1 元积 1 分。segments/prime 中的付费会员免运费、每 1 元再积 2 分,带 prime 标签的商品享九折会员价。"),
        Make)
    {
        Setup =
        [
            Step(
                "Keep who has paid in the segment segments/prime (UpdateSegment).",
                "请将已付费会员维护在分群 segments/prime 中(UpdateSegment)。"),
            Step("Goods with a Prime price have the tag prime.", "享会员价的商品须带 prime 标签。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var isPrime = new Condition { Segment = Prime };
        var terms = Terms(
            choice,
            Rule("prime-price", Text("Prime price", "付费会员价"), isPrime, new Effect
            {
                Price = new MemberPrice { Lines = new LineFilter { Tags = { "prime" } }, BasisPointsOfList = 9_000 },
            }),
            Rule("prime-delivery", Text("Free delivery", "付费会员免运费"), isPrime, new Effect
            {
                Discount = new Discount { Scope = DiscountScope.Delivery, BasisPoints = Units.BasisPoints },
            }),
            Rule("base", Text("1 point for each unit of money", "每 1 元积 1 分"), Coins(1, choice.Money(1))),
            Rule(
                "prime-points", Text("2 more points for each unit of money", "付费会员每 1 元再积 2 分"), isPrime,
                Coins(2, choice.Money(1))));
        terms.Segments.Add(Prime);
        return terms;
    }
}
