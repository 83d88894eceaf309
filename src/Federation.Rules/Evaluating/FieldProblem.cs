namespace Federation.Rules;

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">Its path, for instance <c>lines[0].quantity</c>.</param>
/// <param name="Text">What it must be.</param>
public sealed record FieldProblem(string Field, string Text);
