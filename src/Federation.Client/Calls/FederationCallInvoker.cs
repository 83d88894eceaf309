using Grpc.Core;

namespace Federation.Client;

/// <summary>
/// Gives every call a token and a deadline, sends it again where that is safe, and makes refusals typed. All of that is
/// timed by
/// <paramref name="time"/>. gRPC compares deadlines with the machine's clock, so a clock other than the system's must
/// show the machine's time when a call begins.
/// </summary>
internal sealed class FederationCallInvoker(
    Gateways gateways, IAccessTokens tokens, FederationOptions options, TimeProvider time) : CallInvoker
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
            return new(
                null, call.ResponseStream, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
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
            return new(call.RequestStream, call.ResponseStream, call.ResponseHeadersAsync, call.GetStatus,
                call.GetTrailers, call.Dispose);
        });
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            stream, stream, stream.HeadersAsync(), () => stream.Status, () => stream.Trailers, stream.Dispose);
    }
}
