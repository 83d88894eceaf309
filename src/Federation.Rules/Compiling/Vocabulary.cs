namespace Federation.Rules;

/// <summary>The stock numbers, categories and tags that a rule set names, as numbers: so that lines are compared by
/// number.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<(LineKey Kind, string Name), int> numbers = [];

    /// <summary>The number of a word; a new one if it has none yet.</summary>
    public int Add(LineKey kind, string name)
    {
        if (!numbers.TryGetValue((kind, name), out var number))
            numbers[(kind, name)] = number = numbers.Count;
        return number;
    }

    /// <summary>The number of a word, or -1: no rule names it.</summary>
    public int Find(LineKey kind, string name) => numbers.GetValueOrDefault((kind, name), -1);
}
