using System.Collections.Concurrent;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What a service was asked, and what it was told to answer.</summary>
internal sealed class ScriptedAnswers
{
    private readonly ConcurrentDictionary<System.Type, Func<IMessage, IMessage>> answers = new();

    /// <summary>What arrived, in order.</summary>
    public ConcurrentQueue<IMessage> Requests { get; } = new();

    public void On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> =>
        answers[typeof(TRequest)] = request => answer((TRequest)request);

    public Task<TResponse> Answer<TResponse>(IMessage request, Func<TResponse> otherwise)
        where TResponse : IMessage<TResponse>
    {
        Requests.Enqueue(request);
        return Task.FromResult(
            answers.TryGetValue(request.GetType(), out var answer) ? (TResponse)answer(request) : otherwise());
    }
}
