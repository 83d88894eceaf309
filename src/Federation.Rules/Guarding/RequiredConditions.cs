using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What must hold if a condition does.</summary>
internal static class RequiredConditions
{
    /// <summary>Itself, or those below <c>all</c>.</summary>
    public static IEnumerable<Condition> Of(Condition? condition) => condition switch
    {
        null => [],
        { IsCase: Condition.IsOneofCase.All } => condition.All.Of.SelectMany(Of),
        _ => [condition],
    };
}
