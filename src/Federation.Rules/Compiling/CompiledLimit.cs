using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A limit, with the name of what it counts.</summary>
/// <param name="Index">Its place among the limits of the rule set.</param>
/// <param name="Definition">As in <see cref="TallyKey.Definition"/>.</param>
/// <param name="Terms">The limit.</param>
internal sealed record CompiledLimit(int Index, string Definition, Limit Terms)
{
    /// <summary>Whether of too much a part is given.</summary>
    /// <param name="coins">Whether it is coins.</param>
    public bool Clips(bool coins) => Terms.WhenReached switch
    {
        WhenReached.Clip => true,
        WhenReached.Skip => false,
        _ => coins,
    };
}
