namespace Federation.Design;

/// <summary>Names that others chose, made harmless for the sentences around them: a name that is written from the right
/// stays by itself, and none turns round what follows. Pure.</summary>
public static class Isolated
{
    private const char Begin = '\u2068';
    private const char End = '\u2069';

    /// <summary>The name without what turns text round, and between marks where its letters run to the left.</summary>
    public static string Of(string name)
    {
        var kept = name.Any(IsDropped) ? string.Concat(name.Where(c => !IsDropped(c))) : name;
        return kept.Any(RunsToTheLeft) ? Begin + kept + End : kept;
    }

    /// <summary>A text of several lines, each made harmless by itself. Lines stay apart.</summary>
    public static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Of));

    private static bool IsDropped(char c) => char.IsControl(c)
        || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C';

    // Hebrew, Arabic and their neighbours; the last four begin letters beyond 16 bits.
    private static bool RunsToTheLeft(char c) => c is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF'
        or >= '\uFE70' and <= '\uFEFE' or '\uD802' or '\uD803' or '\uD83A' or '\uD83B';
}
