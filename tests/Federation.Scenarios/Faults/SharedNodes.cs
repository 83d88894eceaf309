using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Nodes for all tests of a class, on each database; started by the first that asks.</summary>
public sealed class SharedNodes : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Task<ThreeNodes>> started = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal Task<ThreeNodes> OnAsync(DatabaseKind kind) =>
        started.TryGetValue(kind, out var nodes) ? nodes : started[kind] = ThreeNodes.StartAsync(kind);

    public async ValueTask DisposeAsync()
    {
        foreach (var nodes in started.Values.Where(s => s.IsCompletedSuccessfully))
            await (await nodes).DisposeAsync();
    }
}
