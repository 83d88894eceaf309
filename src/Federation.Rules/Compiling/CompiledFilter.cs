using System.Collections.Frozen;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A <see cref="LineFilter"/>, made ready for many lines.</summary>
internal sealed class CompiledFilter(LineFilter terms, Vocabulary words)
{
    private readonly FrozenSet<int> skus = Numbers(terms.Skus, LineKey.Sku, words);
    private readonly FrozenSet<int> categories = Numbers(terms.Categories, LineKey.Category, words);
    private readonly FrozenSet<int> tags = Numbers(terms.Tags, LineKey.Tag, words);
    private readonly FrozenSet<int> withoutSkus = Numbers(terms.WithoutSkus, LineKey.Sku, words);
    private readonly FrozenSet<int> withoutCategories = Numbers(terms.WithoutCategories, LineKey.Category, words);
    private readonly FrozenSet<int> withoutTags = Numbers(terms.WithoutTags, LineKey.Tag, words);

    /// <summary>The values of which a matching line has one: of the list that is likely to match the fewest lines; none
    /// if any line may match.</summary>
    public FrozenSet<int> OneOf => skus.Count > 0 ? skus : categories.Count > 0 ? categories : tags;

    public bool Matches(in LineKeys line) =>
        (skus.Count == 0 || skus.Contains(line.Sku))
        && (categories.Count == 0 || HasAny(categories, line.Categories))
        && (tags.Count == 0 || HasAny(tags, line.Tags))
        && (withoutSkus.Count == 0 || !withoutSkus.Contains(line.Sku))
        && (withoutCategories.Count == 0 || !HasAny(withoutCategories, line.Categories))
        && (withoutTags.Count == 0 || !HasAny(withoutTags, line.Tags));

    private static bool HasAny(FrozenSet<int> wanted, int[] numbers)
    {
        foreach (var number in numbers)
        {
            if (wanted.Contains(number))
                return true;
        }
        return false;
    }

    private static FrozenSet<int> Numbers(IEnumerable<string> names, LineKey kind, Vocabulary words) =>
        names.Select(n => words.Add(kind, n)).ToFrozenSet();
}
