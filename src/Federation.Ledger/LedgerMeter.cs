using System.Diagnostics.Metrics;

namespace Federation.Ledger;

/// <summary>What the write path counts.</summary>
internal sealed class LedgerMeter : IDisposable
{
    private readonly Meter meter = new("Federation.Ledger");
    private readonly Counter<long> outcomes;
    private readonly Counter<long> refusedAtQueue;
    private readonly Histogram<int> groupSizes;
    private readonly Histogram<double> groupTimes;

    public LedgerMeter()
    {
        outcomes = meter.CreateCounter<long>("ledger.outcomes", "{outcome}", "Outcomes that were committed");
        refusedAtQueue =
            meter.CreateCounter<long>("ledger.queue.refused", "{submission}", "Submissions that found the queue full");
        groupSizes = meter.CreateHistogram<int>("ledger.group.size", "{outcome}", "Outcomes in a group");
        groupTimes = meter.CreateHistogram<double>("ledger.group.duration", "s", "From a group's taking to its commit");
    }

    public void GroupCommitted(int size, TimeSpan duration)
    {
        outcomes.Add(size);
        groupSizes.Record(size);
        groupTimes.Record(duration.TotalSeconds);
    }

    public void QueueFull() => refusedAtQueue.Add(1);

    public void Dispose() => meter.Dispose();
}
