namespace Federation.Design.Tests;

/// <summary>A coin's seal follows from its id.</summary>
public sealed class SealTests
{
    [Fact]
    public void Seals_OfTheSampleAlliance_HaveFourColoursAndFourMotifs()
    {
        var seals = new[] { "aster", "birch", "cedar", "dune" }.Select(SealDrawing.Of).ToList();
        Assert.Equal([1, 2, 3, 4], seals.Select(s => s.Colour));
        Assert.Distinct(seals.Select(s => s.Motif));
    }

    [Fact]
    public void Seals_AreTheSameForEver_AndDifferForMostCoins()
    {
        Assert.Equal(SealDrawing.Of("cedar"), SealDrawing.Of("cedar"));
        var seals = Enumerable.Range(0, 200).Select(n => SealDrawing.Of($"coin-{n}")).ToList();
        Assert.InRange(seals.Distinct().Count(), 180, 200);
        Assert.Equal(Enumerable.Range(1, SealDrawing.Colours), seals.Select(s => s.Colour).Distinct().Order());
    }
}
