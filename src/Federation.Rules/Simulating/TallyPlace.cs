using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Which of a subject's tallies: the parts of a <see cref="TallyKey"/>.</summary>
internal readonly record struct TallyPlace(string Definition, Per Per, int Period)
{
    public static TallyPlace Of(TallyKey key) => new(key.Definition, key.Per, key.Period);
}
