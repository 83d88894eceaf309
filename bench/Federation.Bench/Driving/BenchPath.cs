namespace Federation.Bench;

/// <summary>One path that is measured: warmed, then run as often as the schedule says, in turns with others.</summary>
internal abstract class BenchPath(string name)
{
    private readonly List<double> runs = [];

    public string Name => name;

    public Histogram Latencies { get; } = new();

    public Measurement Result => Measurement.Of(runs, Latencies);

    /// <summary>A run that counts.</summary>
    public async Task RunAsync(TimeSpan time) => runs.Add(await LoadAsync(time, counts: true));

    public Task WarmAsync(TimeSpan time) => LoadAsync(time, counts: false);

    /// <summary>Commands per second.</summary>
    protected abstract Task<double> LoadAsync(TimeSpan time, bool counts);
}
