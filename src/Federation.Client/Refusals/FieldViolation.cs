namespace Federation.Client;

/// <summary>What is wrong with a field of a request.</summary>
/// <param name="Field">The field's path in the request.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record FieldViolation(string Field, string Problem);
