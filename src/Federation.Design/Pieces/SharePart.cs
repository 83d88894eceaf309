namespace Federation.Design;

/// <summary>A part of a bar.</summary>
/// <param name="Colour">1 to 12, a coin's; 0 for what is no coin's.</param>
/// <param name="Units">How much it is.</param>
public sealed record SharePart(int Colour, long Units)
{
    /// <summary>The part that is a coin's.</summary>
    public static SharePart Of(string coin, long units) => new(SealDrawing.Of(coin).Colour, units);
}
