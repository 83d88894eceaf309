using System.Diagnostics;
using Federation.Testing;

namespace Federation.Tests;

/// <summary>The scripts, with programs of the test's own in the place of those that they call.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string NotFound = "; [[ $* = *update* ]] || { echo 'E: Unable to locate package p'; exit 100; }";
    private const string NoSource = "E: Failed to fetch http://deb.example/p.deb  Could not connect to deb.example:80";
    private static readonly string Root = SourceTree.Root;
    private readonly string folder = Directory.CreateTempSubdirectory("federation-scripts-").FullName;

    [Fact]
    public async Task Install_WhileAnotherProgramHoldsTheLock_WaitsForIt()
    {
        Program("apt-get", $"""
            echo "$@" >>{folder}/calls
            [ "$(wc -l <{folder}/calls)" -lt 3 ] || exit 0
            echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)"; exit 100
            """);
        Assert.Equal((0, ""), await InstallAsync());
        var calls = await File.ReadAllLinesAsync(Path.Combine(folder, "calls"), Cancel);
        Assert.Equal(3, calls.Count(c => c.EndsWith("update -qq", StringComparison.Ordinal)));
        Assert.EndsWith("install -y -qq some-package", calls[^1], StringComparison.Ordinal);
        Assert.All(calls, c => Assert.StartsWith("-o DPkg::Lock::Timeout=300 ", c, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("echo 'E: Sub-process /usr/bin/dpkg returned an error code (1)'; exit 100", 1, "Sub-process")]
    [InlineData("echo 'E: Unable to locate package some-package'; exit 100", 1, "Unable to locate")]
    [InlineData("echo '" + NoSource + "'; exit 100", 2, "the package source cannot be reached")]
    [InlineData("[[ $* = *update* ]] && echo '" + NoSource + "'" + NotFound, 2, "cannot be reached")]
    public async Task Install_ThatFails_IsAFailureUnlessTheSourceCannotBeReached(string apt, int code, string problem)
    {
        Program("apt-get", apt);
        var (ended, told) = await InstallAsync();
        Assert.Equal(code, ended);
        Assert.Contains(problem, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_AsAnotherUser_NamesThePackage()
    {
        Program("apt-get", "exit 0");
        var (ended, told) = await InstallAsync(user: 1000);
        Assert.Equal((2, "it is missing (Debian: apt-get install some-package)"), (ended, told));
    }

    /// <summary>A command line is seen by all users of a machine, and so is a file that all may read.</summary>
    [Theory]
    [InlineData("--connection", "one")]
    [InlineData("Federation__Connection", "split")]
    public async Task Run_WithASecretConnection_PutsItOnNoCommandLine(string way, string topology)
    {
        const string secret = "Host=db;Password=s3cret";
        var bin = Path.Combine(folder, "bin");
        Program("dotnet", "[ \"$1\" = --list-sdks ] && echo 10.0.100; exit 0");
        Program(Path.Combine(bin, "Federation.Host/release/federation-host"),
            $"""
            echo "$(umask) $Federation__Connection $*" >>{folder}/hosts; echo ready
            trap 'exit 0' TERM; while :; do sleep 0.1; done
            """);
        Program(Path.Combine(bin, "Federation.Cli/release/federation"), $"echo \"$*\" >>{folder}/commands");
        var purchases = Path.Combine(folder, "purchases.csv");
        await File.WriteAllTextAsync(purchases, "", Cancel);
        List<string> arguments = ["--once", "--database", "postgres", "--topology", topology,
            "--data", $"{folder}/data", "--purchases", purchases];
        if (way == "--connection")
            arguments.AddRange([way, secret]);
        var (code, output) = await BashAsync(["run.sh", .. arguments],
            ("ArtifactsPath", folder), ("Federation__Connection", way == "--connection" ? "" : secret));
        Assert.True(code == 0, output);
        var hosts = await File.ReadAllLinesAsync(Path.Combine(folder, "hosts"), Cancel);
        Assert.Equal(topology == "one" ? 1 : 10, hosts.Length);
        Assert.All(hosts, h => Assert.StartsWith($"0077 {secret} serve ", h, StringComparison.Ordinal));
        // The processes of the gateway and of the pages do not see the folder with the alliance's key.
        foreach (var name in new[] { "gateway", "web" })
            Assert.Equal(
                topology == "one" ? 0 : 1,
                hosts.Count(h => h.Contains($"--data {folder}/data/{name} ", StringComparison.Ordinal)));
        var lines = hosts.Select(h => h[h.IndexOf(" serve ", StringComparison.Ordinal)..])
            .Concat(await File.ReadAllLinesAsync(Path.Combine(folder, "commands"), Cancel));
        Assert.All(lines, l => Assert.DoesNotContain("s3cret", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Test_WithProjectsSideBySide_CountsThemAll_AndHidesWhatIsSecret()
    {
        GivenProjects("echo '   X  Total: 10, Errors: 0, Failed: 0, Skipped: 2, Not Run: 0, Time: 1s'");
        GivenProject("Federation.Cli.Tests", """
            echo 'admin client_id=alliance-ann client_secret=s3cret'
            echo '    A.Test [FAIL]'
            echo '      Cannot connect with Host=db;Password=s3cret;Port=1'
            echo '   X  Total: 10, Errors: 0, Failed: 1, Skipped: 0, Not Run: 0, Time: 1s'
            """);
        GivenProject("Federation.Ledger.Tests", "exit 134");
        var (code, output) = await BashAsync(["test.sh"], ("ArtifactsPath", folder));
        Assert.Equal(1, code);
        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);
        Assert.Contains("Cannot connect with Host=db;(a secret);Port=1", output, StringComparison.Ordinal);
        Assert.Contains("Federation.Cli.Tests printed a secret: FAILED", output, StringComparison.Ordinal);
        Assert.Contains("Federation.Ledger.Tests ended without a summary: FAILED", output, StringComparison.Ordinal);
        // The format and two checks of the contract; one failed test, one secret, one project that crashed.
        var sound = Projects.Count - 2;
        Assert.Equal($"{3 + (8 * sound) + 9} passed, 3 failed, {2 * sound} skipped", output.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Test_ThatIsStopped_EndsItsProjects()
    {
        GivenProjects($$"""
            trap 'echo >{{folder}}/ended-$$; exit' TERM
            echo >{{folder}}/begun-$$
            while :; do sleep 0.1; done
            """);
        var running = BashAsync(["-c", $"echo $$ >{folder}/script; exec ./test.sh"], ("ArtifactsPath", folder));
        while (!running.IsCompleted && Directory.GetFiles(folder, "begun-*").Length < 2)
            await Task.Delay(10, Cancel);
        await BashAsync(["-c", $"kill -TERM $(cat {folder}/script)"]);
        Assert.Equal(130, (await running).Code);
        Assert.Equal(2, Directory.GetFiles(folder, "ended-*").Length);
    }

    private static List<string> Projects =>
        [.. Directory.GetFiles(Path.Combine(Root, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetFileNameWithoutExtension(p)).Where(n => n != "Federation.Testing")];

    /// <summary>Everything that test.sh looks for, and projects that do the same.</summary>
    private void GivenProjects(string script)
    {
        foreach (var program in new[] { "dotnet", "apt-get", "npm", "hledger", "bean-check", "chromium" })
            Program(program, "exit 0");
        Program(Path.Combine(folder, "buf/node_modules/.bin/buf"), "exit 0");
        Projects.ForEach(name => GivenProject(name, script));
    }

    private void GivenProject(string name, string script) =>
        Program(Path.Combine(folder, $"bin/{name}/release/{name}"), script);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<(int Code, string Problem)> InstallAsync(int user = 0)
    {
        Program("id", $"echo {user}");
        const string script = ". .ci/packages.sh; code=0; install_package no-such-program some-package || code=$?; "
            + "printf '%s' \"$package_problem\"; exit $code";
        return await BashAsync(["-c", script], ("PACKAGE_LOCK_PAUSE", "0.01"));
    }

    /// <summary>A program that the scripts find before the machine's own.</summary>
    private void Program(string name, string script)
    {
        var path = Path.Combine(folder, "path", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<(int Code, string Output)> BashAsync(
        IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", arguments)
        { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = Path.Combine(folder, "path") + ":" + Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
