using System.Collections.Concurrent;
using Federation.Partners.Internal.V1;
using Grpc.Core;

namespace Federation.Tests;

/// <summary>A partners module that answers when it is let. What a question is answered is what was true when it
/// began.</summary>
internal sealed class AskedPartners : CallInvoker
{
    private readonly ConcurrentQueue<Question> open = new();
    private int questions;

    /// <summary>What is true now.</summary>
    public GetDirectoryResponse Now { get; } = new() { Version = 1 };

    /// <summary>Whether questions wait for <see cref="AnswerNextAsync"/>.</summary>
    public bool Waits { get; set; }

    public bool Unreachable { get; set; }

    public int Questions => Volatile.Read(ref questions);

    /// <summary>Lets the oldest open question be answered, once there is one.</summary>
    public async Task AnswerNextAsync()
    {
        Question? question;
        while (!open.TryDequeue(out question))
            await Task.Delay(1, Xunit.TestContext.Current.CancellationToken);
        question.Answer.SetResult(question.ThenTrue);
    }

    /// <summary>Waits until so many questions began.</summary>
    public async Task BegunAsync(int count)
    {
        while (Questions < count)
            await Task.Delay(1, Xunit.TestContext.Current.CancellationToken);
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => new(
            AnswerAsync<TResponse>(), Task.FromResult(new Metadata()), () =>
            Status.DefaultSuccess, () => [], () => { });

    private async Task<TResponse> AnswerAsync<TResponse>()
    {
        var question = new Question(Now.Clone());
        if (Waits)
            open.Enqueue(question);
        else
            question.Answer.SetResult(question.ThenTrue);
        Interlocked.Increment(ref questions);
        if (Unreachable)
            throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        return (TResponse)(object)await question.Answer.Task;
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    private sealed record Question(GetDirectoryResponse ThenTrue)
    {
        public TaskCompletionSource<GetDirectoryResponse> Answer { get; } = new(
            TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
