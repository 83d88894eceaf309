using System.Text.Json;

namespace Federation.Cli.Tests;

/// <summary>What a run of <c>federation</c> came to.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>The lines of the output, each with its cells; lines of tables and others alike.</summary>
    public IEnumerable<string[]> Rows => Output.Split('\n').Select(
        line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(cells =>
        cells.Length > 0);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;
}
