using Federation.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace Federation.Gateway;

/// <summary>What a route is: its metadata <c>Kind</c>. A token is asked for unless it is <c>identity</c>.</summary>
internal sealed record RouteKind(string Name)
{
    public static readonly RouteKind Grpc = new("grpc");
    public static readonly RouteKind Json = new("json");
    public static readonly RouteKind Identity = new("identity");

    /// <exception cref="StartRefusedException">The route says nothing, or something else.</exception>
    public static RouteKind Of(RouteConfig route) => route.Metadata?.GetValueOrDefault("Kind") switch
    {
        "grpc" => Grpc,
        "json" => Json,
        "identity" => Identity,
        var other => throw new StartRefusedException(
            $"The route {route.RouteId} of the gateway has the Kind '{other}'; it must be grpc, json or identity."),
    };
}
