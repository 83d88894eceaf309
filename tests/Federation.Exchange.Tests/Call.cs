using Federation.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Exchange.Tests;

/// <summary>A call to an RPC by a caller that was let in.</summary>
internal sealed class Call : ServerCallContext
{
    private readonly string method;

    private Call(string method) => this.method = method;

    public static Call Of(string method, string principal, Role? role = null)
    {
        var partner = principal.StartsWith("partners/", StringComparison.Ordinal);
        var call = new Call(method);
        new Caller(principal, role ?? (partner ? Role.PartnerService : Role.AllianceAdmin), new HashSet<string>()).AttachTo(call);
        return call;
    }

    protected override string MethodCore => method;

    protected override string HostCore => "test";

    protected override string PeerCore => "test";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => Xunit.TestContext.Current.CancellationToken;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
