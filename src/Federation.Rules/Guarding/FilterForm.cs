using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether a filter of lines is of good form.</summary>
internal sealed class FilterForm(string rule, RuleSetNames names, Findings findings)
{
    private const int MostValues = 10_000;

    public void Check(LineFilter? filter, string at)
    {
        if (filter is null)
            return;
        findings.Check(
            filter.CalculateSize() < MostValues * 64 && filter.Skus.Count <= MostValues, at,
            $"At most {MostValues} stock numbers.", $"货号最多 {MostValues} 个。", rule);
        if (names.Categories.Count == 0)
            return;
        foreach (var category in filter.Categories.Concat(filter.WithoutCategories))
            findings.CheckNamed(names.Categories.Contains(category), at + ".categories", category, rule);
    }
}
