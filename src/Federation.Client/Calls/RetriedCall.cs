using Grpc.Core;

namespace Federation.Client;

/// <summary>One call with all its attempts, each with the same message and before the same deadline.</summary>
internal sealed class RetriedCall<TRequest, TResponse>(
    Gateways gateways, IAccessTokens tokens, RetryOptions retry, TimeProvider time,
    Method<TRequest, TResponse> method, string? host, CallOptions callOptions, TRequest request) : IDisposable
    where TRequest : class
    where TResponse : class
{
    private volatile AsyncUnaryCall<TResponse>? attemptUnderWay;
    private volatile bool disposed;

    public Status Status =>
        attemptUnderWay?.GetStatus() ?? throw new InvalidOperationException("The call has not ended.");

    public Metadata Trailers =>
        attemptUnderWay?.GetTrailers() ?? throw new InvalidOperationException("The call has not ended.");

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
            throw new RpcException(
                new Status(StatusCode.DeadlineExceeded, "The deadline passed before an access token was there."));
        try
        {
            return await pending.AsTask().WaitAsync(left, time);
        }
        catch (TimeoutException)
        {
            throw new RpcException(
                new Status(StatusCode.DeadlineExceeded, "The deadline passed before an access token was there."));
        }
    }

    private async Task<TResponse> AttemptAsync(AccessToken token)
    {
        if (disposed)
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was disposed of."));
        var call = gateways.Next()
            .AsyncUnaryCall(method, host, callOptions.WithHeaders(token.HeadersWith(callOptions.Headers)), request);
        attemptUnderWay = call;
        return await call.ResponseAsync;
    }

    /// <summary>How long to wait before the next attempt; none: it makes no sense, or would be past the
    /// deadline.</summary>
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
