using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The few names of which random rule sets and orders are made, so that they meet often.</summary>
internal static class RandomWords
{
    public static readonly IReadOnlyList<string> Skus = ["s1", "s2", "s3", "s4"];
    public static readonly IReadOnlyList<string> Categories = ["tea", "cake", "gift"];
    public static readonly IReadOnlyList<string> Tags = ["new", "sale"];
    public static readonly IReadOnlyList<string> Segments = ["segments/often", "segments/rare"];
    public static readonly IReadOnlyList<string> Kinds = ["vip", "plain", "staff"];
    public static readonly IReadOnlyList<string> Merchants =
        ["partners/tea/merchants/east", "partners/tea/merchants/west"];
    public static readonly IReadOnlyList<string> Sources = ["till", "shop"];
    public static readonly IReadOnlyList<string> Definitions = ["five", "ten", "free"];

    public static LocalizedText Title(string id) => new() { ZhCn = id, En = id };

    /// <summary>A filter of lines, or none.</summary>
    public static LineFilter? Filter(Dice dice)
    {
        if (dice.Chance(45))
            return null;
        var filter = new LineFilter();
        switch (dice.Between(1, 6))
        {
            case 1:
                filter.Skus.Add(dice.Some(Skus, 3));
                break;
            case 2:
                filter.Tags.Add(dice.Some(Tags, 2));
                break;
            case 3:
                filter.WithoutSkus.Add(dice.Some(Skus, 1));
                break;
            case 4:
                filter.WithoutTags.Add(dice.Some(Tags, 1));
                break;
            default:
                filter.Categories.Add(dice.Some(Categories, 2));
                if (dice.Chance(30))
                    filter.WithoutCategories.Add(dice.Some(Categories, 1));
                break;
        }
        return filter;
    }
}
