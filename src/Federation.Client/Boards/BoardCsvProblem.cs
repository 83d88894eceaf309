namespace Federation.Client;

/// <summary>What can be wrong with a board's CSV.</summary>
public enum BoardCsvProblem
{
    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>The first line is not the heading.</summary>
    Heading,

    /// <summary>The text is no CSV from this line on. The detail says why, in English.</summary>
    Form,

    /// <summary>A line does not have nine cells. The detail is how many it has.</summary>
    Cells,

    /// <summary>A line begins with neither <c>board</c>, <c>coin</c> nor <c>pair</c>. The detail is what it begins
    /// with.</summary>
    Kind,

    /// <summary>A cell must have a coin's id. The detail is what it has.</summary>
    Coin,

    /// <summary>A cell must have an integer of 0 or more, written in digits. The detail is what it has.</summary>
    Number,

    /// <summary>Two numbers belong together, and one is missing. The detail names the two.</summary>
    Half,

    /// <summary>A coin lacks its values. The detail names the two.</summary>
    Values,

    /// <summary>A board, a coin or a pair is there for the second time. The detail names it.</summary>
    Twice,

    /// <summary>There is no line for the alliance's fee and limits.</summary>
    Board,
}
