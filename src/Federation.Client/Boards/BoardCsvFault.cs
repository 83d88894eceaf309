using System.Globalization;

namespace Federation.Client;

/// <summary>A fault of a board's CSV.</summary>
/// <param name="Line">The line, from 1; 0 for the text as a whole.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Detail">What was found there, as <see cref="BoardCsvProblem"/> says; otherwise empty.</param>
public sealed record BoardCsvFault(int Line, BoardCsvProblem Problem, string Detail = "")
{
    /// <summary>In English, to follow the name of the file.</summary>
    public override string ToString() => Line == 0
        ? Why
        : string.Create(CultureInfo.InvariantCulture, $"line {Line}, {Why}");

    private string Why => Problem switch
    {
        BoardCsvProblem.Empty => "is empty",
        BoardCsvProblem.Heading => $"must be the heading {BoardCsv.Heading}",
        BoardCsvProblem.Form => Detail,
        BoardCsvProblem.Cells => $"has {Detail} cells, not 9",
        BoardCsvProblem.Kind => $"begins with '{Detail}', which is none of board, coin and pair",
        BoardCsvProblem.Coin => $"has '{Detail}' for a coin's id",
        BoardCsvProblem.Number => $"has '{Detail}' for a number",
        BoardCsvProblem.Half => $"has one of {Detail} and not the other",
        BoardCsvProblem.Values => $"needs {Detail}",
        BoardCsvProblem.Twice => $"says '{Detail}' for the second time",
        // Without it the fee would be 0, which is to be said and not left out.
        _ => "has no line that begins with 'board', for the fee and the limits",
    };
}
