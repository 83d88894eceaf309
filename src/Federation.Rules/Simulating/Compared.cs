using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What orders were given, and what they would have been given.</summary>
internal sealed class Compared
{
    public GivenTotals Then { get; } = new();

    public GivenTotals Now { get; } = new();

    public void Add(Evaluation then, Evaluation now)
    {
        Then.Add(then.Awards);
        Now.Add(now.Awards);
    }
}
