using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

public static class ModuleServices
{
    /// <summary>Serves a module's service: on the wire, and to the other modules of this process.</summary>
    public static void MapModuleService<TService>(this WebApplication app)
        where TService : class
    {
        app.Services.GetRequiredService<LocalServices>().Add<TService>();
        app.MapPublicService<TService>();
    }

    /// <summary>Serves a service on the wire alone, over gRPC and as JSON.</summary>
    public static IEndpointConventionBuilder MapPublicService<TService>(this WebApplication app)
        where TService : class
    {
        var service = app.MapGrpcService<TService>();
        service.Add(JsonRequests.Guard);
        return service;
    }
}
