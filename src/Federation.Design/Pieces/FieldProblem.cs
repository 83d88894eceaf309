namespace Federation.Design;

/// <summary>What is wrong with a field of a form.</summary>
/// <param name="Field">The id of its input.</param>
/// <param name="Message">What to do about it, in a sentence.</param>
public sealed record FieldProblem(string Field, string Message);
