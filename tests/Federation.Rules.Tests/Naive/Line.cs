using System.Numerics;
using Federation.Programs.V1;
using Google.Protobuf.Collections;

namespace Federation.Rules.Tests;

/// <summary>A line of the order while it is evaluated.</summary>
internal sealed class Line(OrderLine sold)
{
    public OrderLine Sold { get; } = sold;

    public int Number => Sold.Number;

    public BigInteger Quantity => Sold.Quantity;

    /// <summary>The quantity at list prices.</summary>
    public BigInteger ListPrice => Quantity * Sold.ListMinorUnits;

    /// <summary>The quantity at the shop's own prices.</summary>
    public BigInteger ShopPrice => Quantity * (Sold.HasUnitMinorUnits ? Sold.UnitMinorUnits : Sold.ListMinorUnits);

    /// <summary>What is to be paid for it after all that was decided so far.</summary>
    public required BigInteger Left { get; set; }

    /// <summary>What was to be paid for it when the stage began.</summary>
    public required BigInteger LeftAtStage { get; set; }

    public static Line Of(OrderLine sold)
    {
        var line = new Line(sold) { Left = 0, LeftAtStage = 0 };
        line.Left = line.LeftAtStage = line.ShopPrice;
        return line;
    }

    public Line Copy() => new(Sold) { Left = Left, LeftAtStage = LeftAtStage };

    /// <summary>Each unit of goods, with its price.</summary>
    public IEnumerable<GoodsUnit> Units() =>
        Shares.Of(Left, Enumerable.Repeat(BigInteger.One, Sold.Quantity).ToList())
            .Select((price, k) => new GoodsUnit(this, k, price));

    public bool Matches(LineFilter? filter) => filter is null
        || (AnyOf(filter.Skus, [Sold.Sku]) && AnyOf(filter.Categories, Sold.Categories)
            && AnyOf(filter.Tags, Sold.Tags) && !filter.WithoutSkus.Contains(Sold.Sku)
            && !filter.WithoutCategories.Intersect(Sold.Categories).Any()
            && !filter.WithoutTags.Intersect(Sold.Tags).Any());

    private static bool AnyOf(RepeatedField<string> wanted, IEnumerable<string> has) =>
        wanted.Count == 0 || wanted.Intersect(has).Any();
}
