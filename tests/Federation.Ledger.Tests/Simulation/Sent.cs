namespace Federation.Ledger.Tests;

/// <summary>What a client sent and what it was told.</summary>
/// <param name="Steps">The commands, sent together.</param>
/// <param name="Atomic">Whether all or none.</param>
internal sealed record Sent(IReadOnlyList<Step> Steps, bool Atomic)
{
    /// <summary>Whether the first is the head of a bundle, and the others its parts.</summary>
    public bool IsBundle => Steps[0].Op is "program" or "reward";

    /// <summary>The final answer to each, once there is one.</summary>
    public string?[] Answers { get; } = new string?[Steps.Count];

    /// <summary>Whether it was answered that a command is not in the books and never will be.</summary>
    public bool[] Fenced { get; } = new bool[Steps.Count];

    /// <summary>True while each attempt was answered with a refusal that says that nothing happened, and will
    /// not.</summary>
    public bool NeverTaken { get; set; } = true;
}
