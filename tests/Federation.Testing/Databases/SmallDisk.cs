namespace Federation.Testing;

/// <summary>A disk of some megabytes, in memory, that can be full. Mounting one needs root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private static readonly Lazy<Task<string?>> Probe = new(ProbeAsync);

    private SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted. Everybody may write there.</summary>
    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Why there can be no such disk here; null when there can.</summary>
    public static Task<string?> MissingAsync() => Probe.Value;

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("federation-disk-").FullName;
        await Executable.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=1777", "tmpfs", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Takes all the room that is left, to the last page.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Ballast, FileMode.Append, FileAccess.Write);
        var at = RandomAccess.GetLength(file);
        foreach (var size in new[] { 1 << 20, 1 << 12 })
        {
            var block = new byte[size];
            try
            {
                for (; ; at += size)
                    RandomAccess.Write(file, block, at);
            }
            catch (IOException)
            {
                // Full, for blocks of this size: a smaller one may find room, behind what was written of this one.
                at = RandomAccess.GetLength(file);
            }
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        // Lazily: a process that is being killed may have a file open for a moment longer.
        await Executable.RunAsync("umount", "-l", Folder);
        System.IO.Directory.Delete(Folder);
    }

    private static async Task<string?> ProbeAsync()
    {
        if (Environment.UserName != "root")
            return "a small disk is mounted for this test, which needs root";
        try
        {
            await using var disk = await MountAsync(1);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"a small disk is mounted for this test, which is not possible here: {e.Message}";
        }
    }
}
