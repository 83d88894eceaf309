namespace Federation.Messages;

/// <summary>Makes many messages for sweeps, some at a time, each with its own commit: whoever goes on after a stop
/// makes those whose keys were not used.</summary>
internal sealed class MessageWriter(MessageMaker maker, LinkedMembers linked)
{
    private const int MessagesPerCommit = 500;

    /// <param name="db">The context; it keeps nothing.</param>
    /// <param name="messages">The messages; those to members who have left their brand are left out.</param>
    /// <param name="cancel">Ends it; what is made is kept.</param>
    public async Task WriteAsync(MessagesDb db, IReadOnlyCollection<NewMessage> messages, CancellationToken cancel)
    {
        foreach (var some in messages.Chunk(MessagesPerCommit))
            await maker.WriteAsync(db, await linked.OfAsync(some, cancel), cancel);
    }
}
