namespace Federation.Cli;

/// <summary>How this program is called from here, so that a command that it prints can be pasted as it is.</summary>
internal static class ProgramName
{
    private const string Name = "federation";

    private static readonly string Here = Of(
        Environment.ProcessPath, Environment.CurrentDirectory, Environment.GetEnvironmentVariable("PATH"), File.Exists);

    /// <summary>A text with commands in it; each begins with <c>federation</c> and a blank.</summary>
    public static string In(string text) =>
        Here == Name ? text : text.Replace(Name + " ", Here + " ", StringComparison.Ordinal);

    /// <summary>The name alone where a shell finds it, else the path, from the current folder where it is below
    /// it.</summary>
    internal static string Of(string? process, string current, string? path, Func<string, bool> exists)
    {
        if (process is null || Path.GetFileNameWithoutExtension(process) != Name)
            return Name;
        var isFound = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, Path.GetFileName(process))).FirstOrDefault(exists) == process;
        if (isFound)
            return Name;
        var relative = Path.GetRelativePath(current, process);
        var called = relative.StartsWith("..", StringComparison.Ordinal) ? process
            : relative.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? relative
            : Path.Combine(".", relative);
        return called.Contains(' ', StringComparison.Ordinal) ? $"\"{called}\"" : called;
    }
}
