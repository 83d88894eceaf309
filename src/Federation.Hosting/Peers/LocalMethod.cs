using Grpc.Core;

namespace Federation.Hosting;

/// <summary>A method of a service in this process.</summary>
internal delegate Task<TResponse> LocalMethod<in TRequest, TResponse>(
    IServiceProvider services, TRequest request, ServerCallContext context);
