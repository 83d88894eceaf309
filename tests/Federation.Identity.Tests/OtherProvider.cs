using System.Diagnostics;
using System.Globalization;
using Federation.Testing;

namespace Federation.Identity.Tests;

/// <summary>An OpenID Connect provider that is not ours: the npm package oidc-provider, run by node on loopback, and
/// ended with this.</summary>
internal sealed class OtherProvider : IAsyncDisposable
{
    public const string ClientId = "federation";
    public const string ClientSecret = "a secret of the test";

    private static readonly string Modules = Path.Combine(
        Environment.GetEnvironmentVariable("ArtifactsPath") ?? Path.Combine(SourceTree.Root, "artifacts"),
        "oidc-provider");

    private readonly Process process;
    private bool isOver;

    private OtherProvider(Process process, int port) =>
        (this.process, Issuer) = (process, new Uri($"http://127.0.0.1:{port}"));

    /// <summary>Why it cannot run here; null if it can.</summary>
    public static string? Missing { get; } = FindMissing();

    public Uri Issuer { get; }

    public static async Task<OtherProvider> StartAsync()
    {
        var script = Path.Combine(SourceTree.Root, "tests/Federation.Identity.Tests/oidc-provider/server.mjs");
        var process = Process.Start(new ProcessStartInfo("node", [script, Modules])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Its warnings are about production. They are read, or it would stand still.
        _ = process.StandardError.ReadToEndAsync();
        var port = await process.StandardOutput.ReadLineAsync();
        return new OtherProvider(process, int.Parse(port!, CultureInfo.InvariantCulture));
    }

    /// <summary>Tells it where browsers come back to; it serves from then on.</summary>
    public async Task RegisterAsync(string redirect)
    {
        await process.StandardInput.WriteLineAsync(redirect);
        await process.StandardInput.FlushAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != "ready")
        {
            // It may say something of its own before.
        }
        // What it says later is read too, or it would stand still.
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (isOver)
            return;
        isOver = true;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string? FindMissing()
    {
        var hasNode = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "node")));
        if (!hasNode)
            return "node is not here, which runs another OpenID Connect provider";
        return Directory.Exists(Path.Combine(Modules, "node_modules", "oidc-provider"))
            ? null : "npm package oidc-provider is not here: ./test.sh installs it where npm is";
    }
}
