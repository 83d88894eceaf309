using Federation.Hosting;

namespace Federation.Host;

/// <summary>Holds the embedded databases of this process: a second process over the same file is refused. The system
/// lets go of the locks however the process ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly List<FileStream> locks = [];

    /// <exception cref="StartRefusedException">The folder cannot be used, or another process uses it.</exception>
    public static DataFolder Hold(DeploymentOptions deployment, IEnumerable<string> databases)
    {
        var folder = new DataFolder();
        if (deployment.Database != DatabaseKind.Sqlite)
            return folder;
        try
        {
            Directory.CreateDirectory(deployment.DataDirectory);
            foreach (var database in databases)
                folder.locks.Add(Lock(deployment, database));
            return folder;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            folder.Dispose();
            throw new StartRefusedException(
                $"The data folder '{Path.GetFullPath(deployment.DataDirectory)}' cannot be used: {e.Message}");
        }
        catch (StartRefusedException)
        {
            folder.Dispose();
            throw;
        }
    }

    private static FileStream Lock(DeploymentOptions deployment, string schema)
    {
        var path = deployment.PathInData(schema + ".lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new StartRefusedException(
                $"Another process runs the module {schema} on the data folder "
                + $"'{Path.GetFullPath(deployment.DataDirectory)}': stop it, or give another folder with --data.");
        }
    }

    public void Dispose()
    {
        foreach (var held in locks)
            held.Dispose();
    }
}
