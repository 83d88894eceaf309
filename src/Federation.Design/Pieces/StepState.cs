namespace Federation.Design;

/// <summary>Where a step stands.</summary>
public enum StepState
{
    Later,
    Now,
    Done,
}
