using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>
/// The RPCs of the modules that run in this process. Other modules of it call them without a wire between: the same
/// method of the same service, behind the same guard, in a scope of its own. Messages are handed over as they are, so
/// neither side changes one that it has sent or got.
/// </summary>
public sealed class LocalServices(IServiceScopeFactory scopes, RequestGuard guard)
{
    // Written while the process starts, read afterwards.
    private readonly Dictionary<string, Delegate> methods = new(StringComparer.Ordinal);

    internal void Add<TService>()
        where TService : class
    {
        var attribute = typeof(TService).BaseType!.GetCustomAttribute<BindServiceMethodAttribute>()!;
        attribute.BindType.GetMethod(attribute.BindMethodName, [typeof(ServiceBinderBase), typeof(TService).BaseType!])!
            .Invoke(null, [new Binder<TService>(this), null]);
    }

    /// <summary>How to call a method here, where its service is here.</summary>
    internal bool TryFind<TRequest, TResponse>(
        Method<TRequest, TResponse> method, [NotNullWhen(true)] out LocalMethod<TRequest, TResponse>? found)
        where TRequest : class
        where TResponse : class
    {
        found = methods.GetValueOrDefault(method.FullName) as LocalMethod<TRequest, TResponse>;
        return found is not null;
    }

    /// <summary>Calls a method in a scope of its own. Past its deadline, or when its caller goes, the caller gets that
    /// answer at once.</summary>
    internal async Task<TResponse> CallAsync<TRequest, TResponse>(
        LocalMethod<TRequest, TResponse> method, string name, Caller caller, TRequest request, CallOptions options)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        var cancel = ending.Token;
        // gRPC's deadlines are wall-clock times of this process.
        if (options.Deadline is { } deadline && deadline != DateTime.MaxValue)
            ending.CancelAfter(TimeSpan.FromTicks(Math.Max(0, (deadline - DateTime.UtcNow).Ticks)));
        try
        {
            return await RunAsync(new LocalCallContext(name, options, ending)).WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw new RpcException(options.CancellationToken.IsCancellationRequested
                ? new Status(StatusCode.Cancelled, "The caller ended the call.")
                : new Status(StatusCode.DeadlineExceeded, "The call's deadline has passed."));
        }

        async Task<TResponse> RunAsync(LocalCallContext context)
        {
            using (context)
            {
                await using var scope = scopes.CreateAsyncScope();
                return await guard.LocalAsync(caller, request, context, (r, c) => method(scope.ServiceProvider, r, c));
            }
        }
    }

    private sealed class Binder<TService>(LocalServices services) : ServiceBinderBase
        where TService : class
    {
        private readonly ObjectFactory<TService> create = ActivatorUtilities.CreateFactory<TService>([]);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            var call = typeof(TService).GetMethod(method.Name, [typeof(TRequest), typeof(ServerCallContext)])!
                .CreateDelegate<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>();
            services.methods[method.FullName] = new LocalMethod<TRequest, TResponse>(
                (provider, request, context) => call(create(provider, []), request, context));
        }

        // Modules call each other with unary methods alone.
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }
    }
}
