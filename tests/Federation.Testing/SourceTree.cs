using System.Runtime.CompilerServices;

namespace Federation.Testing;

/// <summary>The repository that the tests were built from, for tests about its own files.</summary>
public static class SourceTree
{
    private static readonly string[] Folders = ["protos", "gateway", "src", "tests", "bench"];

    /// <summary>The folder of <c>Federation.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file's path as people write it, from the root.</summary>
    public static string PathOf(string file) => Path.GetRelativePath(Root, file);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The files of a pattern, without what was built.</summary>
    public static IEnumerable<string> Files(string pattern) => Folders.SelectMany(folder => Files(folder, pattern));

    /// <param name="folder">From the root.</param>
    /// <param name="pattern">For instance <c>*.cs</c>.</param>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal)
                && !f.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The C# files that people write: generated migrations are not among them.</summary>
    public static IEnumerable<string> Code() => Files("*.cs").Where(IsWritten);

    /// <param name="folder">From the root.</param>
    public static IEnumerable<string> Code(string folder) => Files(folder, "*.cs").Where(IsWritten);

    private static bool IsWritten(string file) => !file.Contains("/Migrations/", StringComparison.Ordinal);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Federation.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("Federation.sln is nowhere above this test.");
    }
}
