using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Federation.Tests;

/// <summary>A call with the headers of HTTP, as the guard reads them.</summary>
internal sealed class GuardedCall : ServerCallContext
{
    private readonly string method;
    private readonly CancellationToken cancel;

    public GuardedCall(string method, string? token, CancellationToken cancel = default)
    {
        (this.method, this.cancel) = (method, cancel);
        var http = new DefaultHttpContext();
        if (token is not null)
            http.Request.Headers.Authorization = "Bearer " + token;
        UserStateCore["__HttpContext"] = http;
    }

    protected override string MethodCore => method;

    protected override string HostCore => "localhost";

    protected override string PeerCore => "ipv4:127.0.0.1:1";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => cancel;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
