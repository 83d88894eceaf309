using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

public static class PeerCalls
{
    /// <summary>Registers a client of another module's service. <paramref name="module"/> is who calls.</summary>
    public static IServiceCollection AddPeer<TClient>(this IServiceCollection services, string module, string peer)
        where TClient : ClientBase<TClient> =>
        services.AddKeyedSingleton(module, (provider, _) =>
            (TClient)Activator.CreateInstance(
                typeof(TClient), provider.GetRequiredService<Peers>().Invoker(module, peer))!);

    /// <summary>How a call goes on to another module: for the same principal and sender, within the same
    /// deadline.</summary>
    public static CallOptions Onward(this ServerCallContext context) => new(
        HeadersOf(Caller.Of(context)),
        context.Deadline == DateTime.MaxValue ? DateTime.UtcNow.AddSeconds(30) : context.Deadline,
        context.CancellationToken);

    /// <summary>The same in the name of a brand, whose coins move because one of its members has asked for it. Who the
    /// member is, or by what it has signed in, is not told.</summary>
    public static CallOptions OnwardFor(this ServerCallContext context, PartnerId brand)
    {
        var caller = Caller.Of(context);
        return caller.PartnerId == brand.Value
            ? context.Onward()
            : context.Onward().WithHeaders(
                new Metadata { { RequestGuard.PrincipalHeader, Principal.Of(brand).Name } });
    }

    private static Metadata HeadersOf(Caller caller)
    {
        var headers = new Metadata { { RequestGuard.PrincipalHeader, caller.Principal.Name } };
        if (caller.Sender is { } sender)
            headers.Add(RequestGuard.ClientHeader, sender);
        return headers;
    }
}
