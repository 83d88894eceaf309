namespace Federation.Web;

/// <summary>The addresses of the pages of boards.</summary>
internal static class BoardPaths
{
    public const string All = Rails.Console + "/boards";
    public const string New = All + "/csv";
    public const string Diff = All + "/diff";
    public const string WhatIf = All + "/what-if";
    public const string WhatIfCsv = All + "/what-if.csv";

    /// <summary>A board's page, or one below it.</summary>
    /// <param name="board">Its name, <c>boards/{n}</c>.</param>
    /// <param name="rest">What follows its address.</param>
    public static string Of(string board, string rest = "") => $"{All}/{ResourceNames.LastPart(board)}{rest}";

    public static string Pair(string board, string source, string target) =>
        Of(board, $"/pair?from={ResourceNames.LastPart(source)}&to={ResourceNames.LastPart(target)}");

    public static string DiffOf(string from, string to) =>
        $"{Diff}?from={ResourceNames.LastPart(from)}&to={ResourceNames.LastPart(to)}";

    public static string WhatIfOf(string board) => $"{WhatIf}?board={ResourceNames.LastPart(board)}";
}
