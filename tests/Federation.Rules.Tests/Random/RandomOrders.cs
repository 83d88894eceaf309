using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules.Tests;

/// <summary>Orders for a rule set.</summary>
internal static class RandomOrders
{
    /// <summary>An order without tenders.</summary>
    public static Order Of(RandomFrame frame)
    {
        var dice = frame.Dice;
        var numbers = dice.Some([.. Enumerable.Range(1, 20)], 12);
        return new Order
        {
            Source = dice.One(RandomWords.Sources),
            EventId = "order-1",
            Merchant = dice.One(RandomWords.Merchants),
            OrderTime = frame.Time,
            Lines = { numbers.Select(n => Line(dice, n)) },
            DeliveryMinorUnits = dice.One(0, 1, 299, 1000),
            AutoCoupons = dice.Chance(40),
            PayerHash = dice.Chance(60) ? ByteString.CopyFrom(dice.Bytes(32)) : ByteString.Empty,
            DeviceHash = dice.Chance(60) ? ByteString.CopyFrom(dice.Bytes(32)) : ByteString.Empty,
            Employee = dice.Chance(60) ? "0815" : "",
        };
    }

    /// <summary>Some tenders that pay a sum.</summary>
    public static IEnumerable<Tender> Tenders(Dice dice, long total)
    {
        for (var rest = total; rest > 0;)
        {
            var part = rest <= 3 || dice.Chance(40) ? rest : rest * dice.Between(1, 9) / 10;
            var kind = dice.One(
                TenderKind.Money, TenderKind.Money, TenderKind.Coins, TenderKind.StoredValue, TenderKind.Exchange);
            if (part == 0)
                continue;
            yield return new Tender { Kind = kind, MinorUnits = part };
            rest -= part;
        }
    }

    private static OrderLine Line(Dice dice, int number)
    {
        var price = dice.Between(1, 10) switch
        {
            1 => 0,
            <= 4 => dice.Between(1, 30),
            <= 8 => dice.Between(100, 3000),
            _ => dice.Between(0, 99999),
        };
        var line = new OrderLine
        {
            Number = number,
            Sku = dice.One(RandomWords.Skus),
            Quantity = dice.Between(1, dice.Chance(50) ? 3 : 9),
            ListMinorUnits = price,
        };
        if (dice.Chance(80))
            line.Categories.Add(dice.Some(RandomWords.Categories, 2));
        if (dice.Chance(50))
            line.Tags.Add(dice.Some(RandomWords.Tags, 2));
        if (dice.Chance(30))
            line.UnitMinorUnits = Math.Max(0, price + dice.Between(-price, 20));
        return line;
    }
}
