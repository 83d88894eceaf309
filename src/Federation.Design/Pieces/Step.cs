namespace Federation.Design;

/// <summary>A step of what goes its way.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Detail">Who did it and when, or who is next.</param>
/// <param name="State">Where it stands.</param>
public sealed record Step(string Title, string Detail, StepState State);
