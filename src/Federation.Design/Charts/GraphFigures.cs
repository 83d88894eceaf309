namespace Federation.Design;

/// <summary>What a graph shows: its drawing and its table are made from the same.</summary>
/// <param name="Finding">A sentence with what it shows, for who does not see it.</param>
/// <param name="Heads">The heads of the table: from, to, how much.</param>
/// <param name="Nodes">In the order in which they stand round; more than twelve nobody tells apart.</param>
/// <param name="Edges">What goes where.</param>
public sealed record GraphFigures(
    string Finding, (string From, string To, string Much) Heads, IReadOnlyList<GraphNode> Nodes,
    IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>The edges that can be drawn: between two nodes that are there.</summary>
    internal IEnumerable<GraphEdge> Drawn => Edges.Where(e => e.From != e.To && IsNode(e.From) && IsNode(e.To));

    private bool IsNode(int number) => number >= 0 && number < Nodes.Count;
}
