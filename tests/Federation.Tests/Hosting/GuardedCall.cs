using Federation.Testing;
using Microsoft.AspNetCore.Http;

namespace Federation.Tests;

/// <summary>A call with the headers of HTTP, as the guard reads them.</summary>
internal sealed class GuardedCall : FakeCall
{
    private readonly CancellationToken cancel;

    public GuardedCall(string method, string? token, CancellationToken cancel = default)
        : base(method)
    {
        this.cancel = cancel;
        var http = new DefaultHttpContext();
        if (token is not null)
            http.Request.Headers.Authorization = "Bearer " + token;
        UserState["__HttpContext"] = http;
    }

    protected override CancellationToken CancellationTokenCore => cancel;
}
