using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What the ledger has booked of a case that was found at night: that it was opened, and how it was decided.
/// </summary>
/// <param name="Steps">One or two.</param>
internal sealed record FoundCaseHistory(IReadOnlyList<CaseDetail> Steps)
{
    public CaseDetail Now => Steps[^1];

    public OrderCase Standing => Now.Standing;
}
