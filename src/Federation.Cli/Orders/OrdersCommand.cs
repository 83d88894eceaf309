using System.CommandLine;

namespace Federation.Cli;

/// <summary><c>federation orders</c>: what orders come to by a programme's rules, and what becomes of them.</summary>
internal static class OrdersCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "orders", "Orders: what they come to by a programme's rules, why, and what becomes of them.")
    {
        OrderPlacing.Evaluate(globals), OrderPlacing.Place(globals), OrderProgress.Advance(globals),
        OrderProgress.Cancel(globals), OrderReturning.Return(globals), OrderProgress.Show(globals),
        OrderExplaining.Explain(globals),
    };
}
