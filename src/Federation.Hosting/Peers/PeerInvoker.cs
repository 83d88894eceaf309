using Grpc.Core;

namespace Federation.Hosting;

/// <summary>How a module calls another: within this process where the other one runs here, over its address where it
/// does not.</summary>
internal sealed class PeerInvoker(string module, LocalServices local, CallInvoker remote) : CallInvoker
{
    private readonly Caller self = Caller.OfModule(module);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        OpenTransaction.RequireNone(method.FullName);
        if (!local.TryFind(method, out var here))
            return remote.AsyncUnaryCall(method, host, options, request);
        var principal = options.Headers?.GetValue(RequestGuard.PrincipalHeader);
        var caller = principal is null
            ? self
            : self.For(principal, options.Headers?.GetValue(RequestGuard.ClientHeader));
        var answer = local.CallAsync(here, method.FullName, caller, request, options);
        return new AsyncUnaryCall<TResponse>(
            answer, Task.FromResult(new Metadata()),
            () => answer is { IsFaulted: true, Exception.InnerException: RpcException e } ? e.Status
            : Status.DefaultSuccess,
            () => answer is { IsFaulted: true, Exception.InnerException: RpcException e } ? e.Trailers : [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        remote.BlockingUnaryCall(method, host, options, request);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        remote.AsyncServerStreamingCall(method, host, options, request);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        remote.AsyncClientStreamingCall(method, host, options);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        remote.AsyncDuplexStreamingCall(method, host, options);
}
