using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A rule, with all that it names looked up.</summary>
internal sealed class CompiledRule
{
    /// <summary>The rule itself.</summary>
    public required Rule Terms { get; init; }

    public string Id => Terms.Id;

    /// <summary>Its place in the order in which rules are tried, sums of money aside.</summary>
    public int Index { get; set; }

    public required Stage Stage { get; init; }

    /// <summary>What it is on, as <see cref="EventTypes"/> names it.</summary>
    public required IReadOnlyCollection<string> Triggers { get; init; }

    public required CompiledGroup Group { get; init; }

    /// <summary>The groups whose rules give nothing after it.</summary>
    public required IReadOnlyList<int> Excludes { get; init; }

    public required CompiledCampaign? Campaign { get; init; }

    /// <summary>All limits that cover it: its own, its campaign's, the programme's.</summary>
    public required IReadOnlyList<CompiledLimit> Limits { get; init; }

    public required CompiledCondition? Condition { get; init; }

    public required IReadOnlyList<CompiledEffect> Effects { get; init; }

    /// <summary>Whether an order without a member gets nothing by it.</summary>
    public required bool NeedsMember { get; init; }

    /// <summary>The definitions of coupons that it uses up.</summary>
    public required IReadOnlyList<string> Coupons { get; init; }

    /// <summary>The condition that it is given for each time; null: once.</summary>
    public required CompiledCondition? Every { get; init; }

    /// <summary>As in <see cref="TallyKey.Definition"/>: how often it was given for <see cref="Every"/>.</summary>
    public required string Given { get; init; }

    /// <summary>Percentages come before amounts in the stage of the order.</summary>
    public bool IsPercentage =>
        Terms.Effects[0].GivesCase == Effect.GivesOneofCase.Discount
        && Terms.Effects[0].Discount.OffCase == Discount.OffOneofCase.BasisPoints;

    /// <summary>Whether its place depends on list prices, not on what is to be paid.</summary>
    public bool SortsByList =>
        Terms.Effects[0].GivesCase == Effect.GivesOneofCase.Discount
        && Terms.Effects[0].Discount.Basis == PriceBasis.List;
}
