namespace Federation.Scenarios;

/// <summary>Ranks from 0 on, whose chance falls with a power of the rank.</summary>
internal sealed class Zipf
{
    private readonly double[] upTo;

    public Zipf(int ranks, double exponent)
    {
        upTo = new double[ranks];
        var sum = 0.0;
        for (var rank = 0; rank < ranks; rank++)
            upTo[rank] = sum += Math.Pow(rank + 1, -exponent);
    }

    public int Next(Random random)
    {
        var found = Array.BinarySearch(upTo, random.NextDouble() * upTo[^1]);
        return Math.Min(found < 0 ? ~found : found, upTo.Length - 1);
    }
}
