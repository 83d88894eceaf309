using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Federation.Gateway;

/// <summary>One pool of connections for all clusters: modules in one process are one address.</summary>
internal sealed class SharedHttpClient : IForwarderHttpClientFactory, IDisposable
{
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        // Trace headers are passed on as they came; the modules' own tracing begins there.
        ActivityHeadersPropagator = null,
    });

    public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context) => Invoker;

    public void Dispose() => Invoker.Dispose();
}
