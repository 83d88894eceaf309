namespace Federation.Hosting;

/// <summary>One kind of work on a module's tables that is due at a time, done in bounded steps, each with its own
/// commit: whoever goes on after a stop finds what is left.</summary>
public abstract class TableSweep<TDb>
    where TDb : ModuleDb
{
    /// <summary>The most rows that one step writes or deletes.</summary>
    protected const int StepRows = 500;

    /// <summary>The name of its lease, at most 32 characters.</summary>
    public abstract string Name { get; }

    /// <summary>Does one step. How many rows it was about; 0 when nothing was due.</summary>
    public abstract Task<int> StepAsync(TDb db, CancellationToken cancel);
}
