using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>The brands of all tests of a class, on each database; started by the first that asks.</summary>
public sealed class SharedBrands : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Task<StoryBrands>> started = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal Task<StoryBrands> OnAsync(DatabaseKind kind) =>
        started.TryGetValue(kind, out var brands) ? brands : started[kind] = StoryBrands.StartAsync(kind);

    public async ValueTask DisposeAsync()
    {
        foreach (var brands in started.Values.Where(s => s.IsCompletedSuccessfully))
            await (await brands).Alliance.DisposeAsync();
    }
}
