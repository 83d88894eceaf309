using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>Moves cursors.</summary>
internal static class Cursors
{
    /// <summary>Moves a cursor, if it still stands where it was read.</summary>
    /// <returns>Whether it was moved; if not, another node was first.</returns>
    public static async Task<bool> MoveCursorAsync(
        this MessagesDb db, string name, long from, long to, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        return await db.Cursors.Where(c => c.Name == name && c.Position == from)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Position, to), cancel) > 0;
    }
}
