using System.Globalization;
using Federation.Hosting;

namespace Federation.Identity;

/// <summary>Appends codes to a file that its owner alone reads: for sandboxes.</summary>
/// <param name="path">The file.</param>
/// <param name="time">System time.</param>
internal sealed class FileCodeSender(string path, TimeProvider time) : ICodeSender
{
    public Task SendAsync(CodeMessage message, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        PrivateFile.Append(path, $"{now} {message.Address.Shown} {message.Code}\n");
        return Task.CompletedTask;
    }
}
