using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>The name of an order: <c>partners/{p}/programs/{id}/orders/{uuid}</c>.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Id">Made of what the brand calls the order: so a till knows the name without asking.</param>
public readonly record struct OrderId(ProgramId Program, Guid Id)
{
    /// <param name="program">The programme.</param>
    /// <param name="source">The brand's shop or system.</param>
    /// <param name="eventId">That system's number of the order.</param>
    public static OrderId Of(ProgramId program, string source, string eventId) =>
        new(program, Uuids.OfHash(TextHash.Of(program.ToString(), source, eventId)));

    public static bool TryParse([NotNullWhen(true)] string? name, out OrderId order)
    {
        order = default;
        if (!ResourceNames.TryOrder(name, out var parent, out var text) || !ProgramId.TryParse(parent, out var program)
            || !Uuids.TryParse(text, out var id))
            return false;
        order = new OrderId(program, id);
        return true;
    }

    public override string ToString() => ResourceNames.Order(Program.ToString(), Id);
}
