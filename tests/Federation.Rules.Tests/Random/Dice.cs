namespace Federation.Rules.Tests;

/// <summary>Random choices from a seed.</summary>
internal sealed class Dice(int seed)
{
    // The same cases for the same seed are wanted, not secrets.
#pragma warning disable CA5394
    private readonly System.Random random = new(seed);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
#pragma warning restore CA5394

    public bool Chance(int percent) => Between(1, 100) <= percent;

    public T One<T>(params IReadOnlyList<T> of) => of[Between(0, of.Count - 1)];

    /// <summary>At least one of them, at most so many, each once.</summary>
    public List<T> Some<T>(IReadOnlyList<T> of, int most)
    {
        var rest = of.ToList();
        var some = new List<T>();
        for (var count = Between(1, Math.Min(most, of.Count)); count > 0; count--)
        {
            some.Add(One(rest));
            rest.Remove(some[^1]);
        }
        return some;
    }

    /// <summary>None to so many, each made anew.</summary>
    public List<T> Many<T>(int least, int most, Func<int, T> make) =>
        [.. Enumerable.Range(0, Between(least, most)).Select(make)];
}
