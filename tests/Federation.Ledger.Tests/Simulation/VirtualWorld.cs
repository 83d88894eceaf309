namespace Federation.Ledger.Tests;

/// <summary>
/// One thread, virtual time and one seed: whatever can run next is chosen by chance, time moves only when nothing can.
/// All that runs inside, the ledger's own code included, is therefore the same each time for the same seed.
/// </summary>
internal sealed class VirtualWorld(int seed)
{
    private readonly List<(Place Place, SendOrPostCallback Work, object? State)> ready = [];
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset Due, long Order)> timers = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;

    public Random Chance { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public long Steps { get; private set; }

    /// <summary>True with a probability of so many in a thousand.</summary>
    public bool Happens(int perMille) => Chance.Next(1000) < perMille;

    /// <summary>Runs until the work is done.</summary>
    /// <exception cref="InvalidOperationException">Nothing can go on any more, or it goes on for ever.</exception>
    public void Run(Place place, Func<Task> work, long maxSteps)
    {
        Task? done = null;
        place.Post(_ => done = work(), null);
        while (done is not { IsCompleted: true })
        {
            if (++Steps > maxSteps)
                throw new InvalidOperationException($"Not done after {maxSteps} steps.");
            if (ready.Count > 0)
                RunOne();
            else if (!MoveTime())
                throw new InvalidOperationException("Everything waits, and nothing will happen.");
        }
        done.GetAwaiter().GetResult();
    }

    /// <summary>Waits for some virtual time.</summary>
    public Task PauseAsync(TimeSpan time) => Task.Delay(time, TimeWith(TimeSpan.Zero));

    /// <summary>System time of somebody whose clock is wrong by some time.</summary>
    public TimeProvider TimeWith(TimeSpan skew) => new PlaceTime(this, skew);

    private void RunOne()
    {
        var chosen = Chance.Next(ready.Count);
        var (place, work, state) = ready[chosen];
        ready.RemoveAt(chosen);
        if (place.Dead)
            return;
        place.Enter(() => work(state));
    }

    private bool MoveTime()
    {
        while (timers.TryDequeue(out var timer, out var at))
        {
            if (!timer.Fires(at.Order))
                continue;
            Now = at.Due;
            timer.Fire();
            return true;
        }
        return false;
    }

    /// <summary>Where code runs and dies together: a node, a client, the database's server.</summary>
    public sealed class Place(VirtualWorld world, string name) : SynchronizationContext
    {
        public string Name => name;

        /// <summary>Nothing of it runs any more.</summary>
        public bool Dead { get; private set; }

        /// <summary>Completed when it dies, for those who wait for its answer.</summary>
        public TaskCompletionSource Died { get; } = new();

        public void Kill()
        {
            Dead = true;
            Died.TrySetResult();
        }

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (world.thread != Environment.CurrentManagedThreadId)
                Environment.FailFast(
                    "Work of the simulation escaped to another thread; it would not be the same again.");
            if (!Dead)
                world.ready.Add((this, d, state));
        }

        public override void Send(SendOrPostCallback d, object? state) =>
            throw new NotSupportedException("Nothing blocks here.");

        public override SynchronizationContext CreateCopy() => this;

        /// <summary>Starts work here; whoever awaits it goes on at his own place.</summary>
        public Task<T> RunAsync<T>(Func<Task<T>> work)
        {
            var result = new TaskCompletionSource<T>();
            Post(async void (_) =>
            {
                try
                {
                    result.TrySetResult(await work());
                }
                catch (Exception e)
                {
                    result.TrySetException(e);
                }
            }, null);
            return result.Task;
        }

        public void Enter(Action work)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                work();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }

    private sealed class PlaceTime(VirtualWorld world, TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now + skew;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => world.Now.UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new VirtualTimer(world, callback, state, SynchronizationContext.Current as Place);
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class VirtualTimer(VirtualWorld world, TimerCallback callback, object? state, Place? place) : ITimer
    {
        private long awaited = -1;
        private TimeSpan period;

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            (awaited, period) = (-1, newPeriod);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            awaited = world.order++;
            world.timers.Enqueue(this, (world.Now + dueTime, awaited));
            return true;
        }

        public bool Fires(long order) => order == awaited && place is not { Dead: true };

        public void Fire()
        {
            awaited = -1;
            if (period > TimeSpan.Zero)
                Change(period, period);
            if (place is null)
                callback(state);
            else
                place.Enter(() => callback(state));
        }

        public void Dispose() => awaited = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
