using System.Text;

namespace Federation.Hosting;

/// <summary>Files with secrets: mode 0600 from the first byte on.</summary>
public static class PrivateFile
{
    public static void Write(string path, string text) => Write(path, text, FileMode.Create);

    /// <summary>Adds to a file, and makes it where there is none.</summary>
    public static void Append(string path, string text) => Write(path, text, FileMode.Append);

    private static void Write(string path, string text, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
