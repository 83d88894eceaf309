namespace Federation.Design;

/// <summary>What goes from one node to another.</summary>
/// <param name="From">The number of the node that gives, from 0 on.</param>
/// <param name="To">The number of the node that gets.</param>
/// <param name="Units">How much: the width of the arrow in a net.</param>
/// <param name="Text">How much, as text; in a circle the rate.</param>
/// <param name="IsHot">Whether it is a part of what the graph is about.</param>
public sealed record GraphEdge(int From, int To, long Units, string Text, bool IsHot = false);
