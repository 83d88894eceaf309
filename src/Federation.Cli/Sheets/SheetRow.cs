namespace Federation.Cli;

/// <summary>A row of a sheet.</summary>
/// <param name="Number">The number of its line in a CSV file; of its object in a JSON array, from 1.</param>
/// <param name="Cells">What it says, by column.</param>
internal sealed record SheetRow(int Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>A cell without blanks at its ends; empty if there is none.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "").Trim();
}
