namespace Federation.Ledger;

/// <summary>
/// A group's place among its writer's groups. While one is written and committed, the next is already locked, read and
/// decided; what both need goes to the first. When the first meets a fault it is decided again, and what the next one
/// read meanwhile is forgotten: so commands are decided in the order in which they came, faults or none.
/// </summary>
/// <param name="before">The group that was taken before this one, if there was any.</param>
/// <param name="onEnd">Called when the group is decided and answered for, one way or the other.</param>
internal sealed class GroupTurn(GroupTurn? before, Action onEnd)
{
    // Of the group before only what is waited for, or all groups that ever were would stay in memory.
    private readonly Task lockedBefore = before?.locked.Task ?? Task.CompletedTask;
    private readonly Task<bool> smoothBefore = before?.smooth.Task ?? Task.FromResult(true);
    private readonly TaskCompletionSource locked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> smooth = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether this group is decided and answered for, one way or the other.</summary>
    public bool HasEnded => ended.Task.IsCompleted;

    /// <summary>Completed when the group before has ended.</summary>
    public Task EndedBefore { get; } = before?.ended.Task ?? Task.CompletedTask;

    /// <summary>Waits until the group before has its locks.</summary>
    public Task MayLockAsync() => lockedBefore;

    /// <summary>This group has its locks.</summary>
    public void Locked() => locked.TrySetResult();

    /// <summary>Waits for the group before. False when it met a fault and needs its locks again: this group's must be
    /// given up, and after <see cref="EndedBefore"/> it is to be read and decided anew.</summary>
    public async Task<bool> MayWriteAsync() => EndedBefore.IsCompleted || await smoothBefore;

    /// <summary>This group met a fault. Called before its locks are asked for again.</summary>
    public void Falter()
    {
        smooth.TrySetResult(false);
        locked.TrySetResult();
    }

    public void End()
    {
        ended.TrySetResult();
        smooth.TrySetResult(true);
        locked.TrySetResult();
        onEnd();
    }
}
