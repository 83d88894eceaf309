namespace Federation.Web;

/// <summary>A sentence of a rule, and those below it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Below">What it is made of.</param>
public sealed record RuleSentence(string Text, IReadOnlyList<RuleSentence> Below)
{
    public RuleSentence(string text)
        : this(text, [])
    {
    }
}
