using Federation.Design;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>The picture of a circle that gains, among the other conversions of its coins. Pure.</summary>
internal static class CircleFigures
{
    /// <summary>More nodes nobody tells apart.</summary>
    private const int MostNodes = 12;

    /// <summary>With more nodes only the circle itself is drawn.</summary>
    private const int MostWithAllEdges = 6;

    /// <param name="cycle">The circle, with its steps.</param>
    /// <param name="coins">All coins of the board; few of them are shown beside the circle.</param>
    /// <param name="rateOf">The rate between two coins as text, where it is not one of the circle's.</param>
    /// <param name="coinOf">A coin by its name.</param>
    /// <param name="look">How the reader gets the page.</param>
    public static GraphFigures Of(
        GainingCycle cycle, IReadOnlyList<string> coins, Func<string, string, string> rateOf,
        Func<string, CoinView> coinOf, Look look)
    {
        var (t, f) = (WebTexts.In(look.Language), look.Figures);
        var shown = coins.Count <= MostWithAllEdges ? coins : cycle.Coins;
        var nodes = shown.Take(MostNodes).ToList();
        var edges = cycle.Steps.Select(s => new GraphEdge(
            nodes.IndexOf(s.Source), nodes.IndexOf(s.Target), 0, t.TimesRate(f.Rate(s.Rate)), IsHot: true)).ToList();
        if (nodes.Count <= MostWithAllEdges)
            edges.AddRange(
                from source in Enumerable.Range(0, nodes.Count)
                from target in Enumerable.Range(0, nodes.Count)
                where source != target && !edges.Exists(e => (e.From, e.To) == (source, target))
                select new GraphEdge(source, target, 0, rateOf(nodes[source], nodes[target])));
        return new GraphFigures(
            t.GainingCircleSays(string.Join(" → ", cycle.Coins.Append(cycle.Coins[0]).Select(c => coinOf(c).Code)),
                f.Rate(cycle.Product)),
            (t.From, t.To, t.BoardRateHead),
            [.. nodes.Select(c => GraphNode.Of(CoinView.IdOf(c), coinOf(c).Code))], edges);
    }
}
