using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>States of orders as people type them.</summary>
internal static class OrderStateOption
{
    /// <summary>Those that an order can get to.</summary>
    public static readonly string[] Reachable = ["paid", "shipped", "delivered", "completed"];

    /// <summary>Those in which an order can be placed.</summary>
    public static readonly string[] Placeable = ["placed", .. Reachable];

    /// <param name="name">The option.</param>
    /// <param name="otherwise">The state where it is left out; null: it must be given.</param>
    /// <param name="states">Those that it may be.</param>
    public static Option<string> Of(string name, string? otherwise, string[] states)
    {
        var option = new Option<string>(name) { HelpName = "STATE", Required = otherwise is null };
        if (otherwise is not null)
            option.DefaultValueFactory = _ => otherwise;
        return option.AcceptOnlyFromAmong(states);
    }

    public static OrderState Parse(string text) => Enum.Parse<OrderState>(text, ignoreCase: true);
}
