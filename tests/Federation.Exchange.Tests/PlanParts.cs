using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;

namespace Federation.Exchange.Tests;

/// <summary>The parts of a plan that a table of cases asks for, whichever of the two it is.</summary>
internal static class PlanParts
{
    extension(ExchangePlan plan)
    {
        public Refusal? Refusal => (plan as ExchangePlan.Refused)?.Refusal;

        public ExchangeDetail? Detail => (plan as ExchangePlan.Planned)?.Detail;

        public IReadOnlyList<Leg> Legs => (plan as ExchangePlan.Planned)?.Legs ?? [];

        public IReadOnlyList<Consumption> Consumes => (plan as ExchangePlan.Planned)?.Consumes ?? [];
    }
}
