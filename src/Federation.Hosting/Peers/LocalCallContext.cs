using Grpc.Core;

namespace Federation.Hosting;

/// <summary>A call within this process, as the service that is called sees it.</summary>
internal sealed class LocalCallContext(string method, CallOptions options, CancellationTokenSource ending)
    : ServerCallContext, IDisposable
{
    private readonly CancellationToken cancel = ending.Token;

    public void Dispose() => ending.Dispose();

    protected override string MethodCore => method;

    protected override string HostCore => "local";

    protected override string PeerCore => "local";

    protected override DateTime DeadlineCore => options.Deadline ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => options.Headers ?? [];

    protected override CancellationToken CancellationTokenCore => cancel;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("A call goes on with ServerCallContext.Onward.");

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
