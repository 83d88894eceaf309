using Grpc.Core;

namespace Federation.Client;

/// <summary>
/// A stream that opens as soon as its token is there: reading and writing wait for that. It is one attempt at one
/// gateway, for nobody but the caller knows what to send again after a break; and it has no deadline but the caller's.
/// </summary>
internal sealed class OpeningStream<TRequest, TResponse>
    : IAsyncStreamReader<TResponse>, IClientStreamWriter<TRequest>, IDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly CancellationTokenSource end;
    private readonly CancellationToken ended;
    private readonly Task<OpenCall> opening;
    private int disposed;

    /// <param name="tokens">Where the token comes from.</param>
    /// <param name="callOptions">As the caller gave them.</param>
    /// <param name="open">Opens the stream with options that carry the token.</param>
    public OpeningStream(IAccessTokens tokens, CallOptions callOptions, Func<CallOptions, OpenCall> open)
    {
        end = CancellationTokenSource.CreateLinkedTokenSource(callOptions.CancellationToken);
        ended = end.Token;
        opening = OpenAsync(tokens, callOptions.WithCancellationToken(ended), open);
    }

    public TResponse Current => Opened.Responses.Current;

    public WriteOptions? WriteOptions { get; set; }

    public Status Status => Opened.Status();

    public Metadata Trailers => Opened.Trailers();

    private OpenCall Opened => opening is { IsCompletedSuccessfully: true }
        ? opening.Result
        : throw new InvalidOperationException("The stream is not open.");

    public async Task<Metadata> HeadersAsync() => await (await opening).Headers;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await (await opening).Responses.MoveNext(cancellationToken);
        }
        catch (RpcException e) when (e is not RefusedException && e.TryGetRefusal(out var refusal))
        {
            throw new RefusedException(refusal, e);
        }
    }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        var requests = (await opening.WaitAsync(cancellationToken)).Requests!;
        requests.WriteOptions = WriteOptions;
        if (!cancellationToken.CanBeCanceled)
        {
            await requests.WriteAsync(message, ended);
            return;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancellationToken);
        await requests.WriteAsync(message, either.Token);
    }

    public async Task CompleteAsync() => await (await opening).Requests!.CompleteAsync();

    public void Dispose()
    {
        // A call may be disposed of twice, as any other.
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        end.Cancel();
        if (opening.IsCompletedSuccessfully)
            opening.Result.Dispose();
        end.Dispose();
    }

    private static async Task<OpenCall> OpenAsync(
        IAccessTokens tokens, CallOptions callOptions, Func<CallOptions, OpenCall> open)
    {
        var token = await tokens.GetAsync(callOptions.CancellationToken);
        return open(callOptions.WithHeaders(token.HeadersWith(callOptions.Headers)));
    }

    /// <summary>An open stream of either kind; only one of both directions has <paramref name="Requests"/>.</summary>
    internal sealed record OpenCall(
        IClientStreamWriter<TRequest>? Requests, IAsyncStreamReader<TResponse> Responses, Task<Metadata> Headers,
        Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
