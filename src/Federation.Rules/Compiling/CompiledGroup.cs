using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A group of rules.</summary>
/// <param name="Index">Its place: 0 for the rules without a group, then as listed.</param>
/// <param name="Combine">How its rules combine.</param>
internal sealed record CompiledGroup(int Index, Combine Combine);
