using System.Threading.Channels;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Tests;

/// <summary>Streams whose items are each answered by themselves: how many may be open, and signs of life.</summary>
public sealed class AnswerStreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_ThatNobodyTakes_LeaveNoRoomForMore()
    {
        using var stream = new AnswerStream<string>(3, TimeProvider.System, Cancel);
        var caller = new SlowCaller();
        var answering = stream.AnswerAllAsync(caller, a => new StringValue { Value = a });
        for (var i = 0; i < 3; i++)
        {
            Assert.True(stream.TryTakeRoom());
            stream.Answer($"{i}");
        }
        Assert.False(stream.TryTakeRoom());
        caller.Take(1);
        await stream.WaitForRoomAsync(Cancel);
        Assert.False(stream.TryTakeRoom());
        stream.Leave();
        caller.Take(2);
        await answering;
        Assert.Equal(["0", "1", "2"], caller.Taken.Select(r => r.Value));
    }

    [Fact]
    public async Task Stream_ThatIsSilent_GivesSignsOfLife()
    {
        var time = new SteppedTime();
        using var stream = new AnswerStream<string>(3, time, Cancel);
        var caller = new SlowCaller();
        caller.Take(10);
        var answering = stream.AnswerAllAsync(caller, a => new StringValue { Value = a });
        for (var n = 0; n < 3; n++)
        {
            await time.StepAsync(AnswerStream<string>.SignOfLife, Cancel);
            await caller.TookAsync(Cancel);
        }
        Assert.All(caller.Taken, r => Assert.Equal(new StringValue(), r));
        Assert.True(stream.TryTakeRoom());
        stream.Answer("7");
        stream.Leave();
        await answering;
        Assert.Equal("7", caller.Taken[^1].Value);
    }

    /// <summary>A caller that takes answers one by one, when it is told to.</summary>
    private sealed class SlowCaller : IServerStreamWriter<StringValue>
    {
        private readonly Channel<bool> takes = Channel.CreateUnbounded<bool>();
        private readonly Channel<bool> took = Channel.CreateUnbounded<bool>();

        public List<StringValue> Taken { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        /// <summary>Takes so many answers, now or when they come.</summary>
        public void Take(int count)
        {
            for (var i = 0; i < count; i++)
                takes.Writer.TryWrite(true);
        }

        public async Task WriteAsync(StringValue message)
        {
            await takes.Reader.ReadAsync();
            Taken.Add(message);
            took.Writer.TryWrite(true);
        }

        /// <summary>Waits for one more answer to be taken.</summary>
        public ValueTask<bool> TookAsync(CancellationToken cancel) => took.Reader.ReadAsync(cancel);
    }

    /// <summary>Time that moves in steps, and not before somebody waits for it.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private readonly Channel<(TimerCallback Callback, object? State, TimeSpan Due)> timers =
            Channel.CreateUnbounded<(TimerCallback, object?, TimeSpan)>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.True(timers.Writer.TryWrite((callback, state, dueTime)));
            return new Stopped();
        }

        /// <summary>Waits for a timer, and lets so much time pass.</summary>
        public async Task StepAsync(TimeSpan step, CancellationToken cancel)
        {
            var (callback, state, due) = await timers.Reader.ReadAsync(cancel);
            Assert.Equal(step, due);
            callback(state);
        }

        private sealed class Stopped : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
