using Federation.Client;

namespace Federation.Cli;

/// <summary>A row of a sheet that was not taken.</summary>
/// <param name="Row">The number of its line, or of its object; of an order of several rows, the first.</param>
/// <param name="Number">The sheet's own number of the member or order.</param>
/// <param name="Reason">The alliance's reason; <c>SHEET</c> where the sheet is wrong.</param>
/// <param name="Why">In words.</param>
internal sealed record RefusedRow(int Row, string Number, string Reason, string Why)
{
    public const string Sheet = "SHEET";

    public static RefusedRow Of(int row, string number, Refusal refusal) =>
        new(row, number, refusal.ReasonName, refusal.Message);
}
