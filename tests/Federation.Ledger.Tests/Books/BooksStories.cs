using Federation.Hosting;

namespace Federation.Ledger.Tests;

/// <summary>The story, told once on each database.</summary>
public sealed class BooksStories : IAsyncDisposable
{
    private readonly Dictionary<DatabaseKind, BooksStory> told = [];

    internal async Task<BooksStory> OfAsync(DatabaseKind kind)
    {
        if (!told.TryGetValue(kind, out var story))
            told[kind] = story = await BooksStory.TellAsync(kind);
        return story;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var story in told.Values)
            await story.DisposeAsync();
    }
}
