namespace Federation.Design;

/// <summary>A coin or a party in a graph.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Colour">1 to 12, a coin's own wherever it is shown; 0 for what is no coin's.</param>
public sealed record GraphNode(string Name, int Colour)
{
    /// <summary>A brand's, in the colour of its coin.</summary>
    public static GraphNode Of(string coin, string name) => new(name, SealDrawing.Of(coin).Colour);
}
