namespace Federation.Rules;

/// <summary>What lines are found by.</summary>
internal enum LineKey
{
    Sku,
    Category,
    Tag,
}
