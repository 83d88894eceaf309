using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway;

/// <summary>
/// Runs a gRPC call of a module in this process where it is: the module's own endpoint reads the request and writes the
/// response that the gateway has, without a second HTTP/2 connection. It comes after the gateway's checks, and the
/// module's guard runs as it does for calls over the wire. Calls to modules elsewhere go on to the forwarder.
/// </summary>
internal sealed class HandOver(RequestDelegate next, LocalModules local)
{
    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        return proxy.AvailableDestinations is [var only] && only.Model.Config.Address == local.Address
            && local.Find(context.Request.Path.Value!) is { } method
            ? RunAsync(context, method, proxy.Cluster.Config.HttpRequest?.ActivityTimeout)
            : next(context);
    }

    private async Task RunAsync(HttpContext context, Endpoint method, TimeSpan? patience)
    {
        var (caller, services) = (context.RequestAborted, context.RequestServices);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(caller);
        // A stream shows signs of life by itself, and lasts as long as its caller stays.
        if (patience is { } time && !PublicMethods.IsStream(context.Request.Path.Value!))
            ending.CancelAfter(time);
        context.Response.OnStarting(() =>
        {
            ModuleAnswers.Begin(context, ending.IsCancellationRequested && !caller.IsCancellationRequested);
            return Task.CompletedTask;
        });
        await using var scope = local.Scopes.CreateAsyncScope();
        context.RequestAborted = ending.Token;
        context.RequestServices = scope.ServiceProvider;
        context.SetEndpoint(method);
        try
        {
            await method.RequestDelegate!(context);
        }
        finally
        {
            (context.RequestAborted, context.RequestServices) = (caller, services);
        }
    }
}
