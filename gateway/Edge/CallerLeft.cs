using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Federation.Gateway;

/// <summary>Stands before the streams that the gateway serves itself, reflection and health: a caller that goes away in
/// the middle of one is no fault, and gRPC would log it as an error.</summary>
internal sealed class CallerLeft : Interceptor
{
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        ServeAsync(() => continuation(request, responseStream, context), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        ServeAsync(() => continuation(requestStream, responseStream, context), context);

    private static async Task ServeAsync(Func<Task> serve, ServerCallContext context)
    {
        try
        {
            await serve();
        }
        catch (Exception e) when (e is IOException || context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller ended the stream."));
        }
    }
}
