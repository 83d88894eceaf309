using Grpc.Core;

namespace Federation.Client;

/// <summary>
/// Gives every call a token and a deadline, sends it again where that is safe, and makes refusals typed. All of that is timed by
/// <paramref name="time"/>. gRPC compares deadlines with the machine's clock, so a clock other than the system's must show the
/// machine's time when a call begins.
/// </summary>
internal sealed class FederationCallInvoker(
    Gateways gateways, AccessTokenSource tokens, FederationOptions options, TimeProvider time) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions callOptions, TRequest request)
    {
        var deadline = callOptions.Deadline ?? time.GetUtcNow().UtcDateTime + options.Timeout;
        var call = new RetriedCall<TRequest, TResponse>(
            gateways, tokens, options.Retry, time, method, host, callOptions.WithDeadline(deadline), request);
        var response = call.RunAsync();
        return new AsyncUnaryCall<TResponse>(
            response, call.HeadersAsync(response), () => call.Status, () => call.Trailers, call.Dispose);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions callOptions, TRequest request) =>
        AsyncUnaryCall(method, host, callOptions, request).ResponseAsync.GetAwaiter().GetResult();

    /// <summary>A stream of answers: one attempt, without a deadline where the caller names none.</summary>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions callOptions, TRequest request)
    {
        var stream = new OpeningStream<TRequest, TResponse>(tokens, callOptions, withToken =>
        {
            var call = gateways.Next().AsyncServerStreamingCall(method, host, withToken, request);
            return new(null, call.ResponseStream, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        });
        return new AsyncServerStreamingCall<TResponse>(
            stream, stream.HeadersAsync(), () => stream.Status, () => stream.Trailers, stream.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions callOptions) =>
        throw new NotSupportedException($"{method.FullName}: no public service has calls of this kind.");

    /// <summary>A stream of both directions: one attempt, without a deadline where the caller names none.</summary>
    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions callOptions)
    {
        var stream = new OpeningStream<TRequest, TResponse>(tokens, callOptions, withToken =>
        {
            var call = gateways.Next().AsyncDuplexStreamingCall(method, host, withToken);
            return new(call.RequestStream, call.ResponseStream, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        });
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            stream, stream, stream.HeadersAsync(), () => stream.Status, () => stream.Trailers, stream.Dispose);
    }
}

/// <summary>One call with all its attempts, each with the same message and before the same deadline.</summary>
internal sealed class RetriedCall<TRequest, TResponse>(
    Gateways gateways, AccessTokenSource tokens, RetryOptions retry, TimeProvider time,
    Method<TRequest, TResponse> method, string? host, CallOptions callOptions, TRequest request) : IDisposable
    where TRequest : class
    where TResponse : class
{
    private volatile AsyncUnaryCall<TResponse>? attemptUnderWay;
    private volatile bool disposed;

    public Status Status => attemptUnderWay?.GetStatus() ?? throw new InvalidOperationException("The call has not ended.");

    public Metadata Trailers => attemptUnderWay?.GetTrailers() ?? throw new InvalidOperationException("The call has not ended.");

    public async Task<Metadata> HeadersAsync(Task<TResponse> response)
    {
        await response;
        return await attemptUnderWay!.ResponseHeadersAsync;
    }

    public async Task<TResponse> RunAsync()
    {
        var renewed = false;
        for (var attempt = 1; ; attempt++)
        {
            AccessToken? token = null;
            try
            {
                token = await TokenAsync();
                return await AttemptAsync(token);
            }
            catch (RpcException e)
            {
                e.TryGetRefusal(out var refusal);
                if (token is not null && !renewed && refusal?.Reason == Errors.V1.ErrorReason.TokenExpired)
                {
                    renewed = true;
                    tokens.Forget(token);
                    continue;
                }
                if (WaitAfter(e, refusal, attempt) is not { } wait)
                {
                    if (refusal is null)
                        throw;
                    throw new RefusedException(refusal, e);
                }
                await Task.Delay(wait, time, callOptions.CancellationToken);
            }
        }
    }

    private async ValueTask<AccessToken> TokenAsync()
    {
        var pending = tokens.GetAsync(callOptions.CancellationToken);
        if (pending.IsCompletedSuccessfully)
            return pending.Result;
        var left = callOptions.Deadline!.Value - time.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero)
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline passed before an access token was there."));
        try
        {
            return await pending.AsTask().WaitAsync(left, time);
        }
        catch (TimeoutException)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline passed before an access token was there."));
        }
    }

    private async Task<TResponse> AttemptAsync(AccessToken token)
    {
        if (disposed)
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was disposed of."));
        var call = gateways.Next().AsyncUnaryCall(method, host, callOptions.WithHeaders(token.HeadersWith(callOptions.Headers)), request);
        attemptUnderWay = call;
        return await call.ResponseAsync;
    }

    /// <summary>How long to wait before the next attempt; none: it makes no sense, or would be past the deadline.</summary>
    private TimeSpan? WaitAfter(RpcException e, Refusal? refusal, int attempt)
    {
        var again = e.StatusCode == StatusCode.Unavailable
            || (e.StatusCode == StatusCode.ResourceExhausted && refusal?.RetryDelay is not null);
        if (!again || disposed || attempt >= retry.MaxAttempts)
            return null;
        var wait = retry.DelayAfter(attempt, Random.Shared.NextDouble());
        if (refusal?.RetryDelay is { } asked && asked > wait)
            wait = asked * (1 + Random.Shared.NextDouble() / 5);
        return time.GetUtcNow().UtcDateTime + wait < callOptions.Deadline ? wait : null;
    }

    public void Dispose()
    {
        disposed = true;
        attemptUnderWay?.Dispose();
    }
}
