using Grpc.Core;

namespace Federation.Cli;

/// <summary>What is streamed: items as lines of a file, and how they are sent and answered.</summary>
/// <typeparam name="TItem">An item as it is written.</typeparam>
/// <typeparam name="TRequest">As it is sent.</typeparam>
/// <typeparam name="TResponse">What is answered.</typeparam>
internal abstract class StreamedItems<TItem, TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>Who answers, at the beginning of a sentence.</summary>
    public abstract string Answerer { get; }

    public abstract AsyncDuplexStreamingCall<TRequest, TResponse> Open(CancellationToken cancel);

    /// <summary>The item of a line.</summary>
    /// <exception cref="BadInputException">The line is not right.</exception>
    public abstract TItem Parse(string line, string where);

    /// <summary>What is sent of an item.</summary>
    /// <exception cref="BadInputException">It cannot be sent.</exception>
    public abstract ValueTask<TRequest> RequestOfAsync(TItem item, CancellationToken cancel);

    /// <summary>By what its answer is known.</summary>
    public abstract string IdOf(TItem item);

    /// <summary>What a message answers; null for a sign of life.</summary>
    public abstract StreamAnswer? AnswerOf(TResponse response);
}
