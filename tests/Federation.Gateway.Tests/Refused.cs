using Federation.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace Federation.Gateway.Tests;

/// <summary>Reads refusals in each protocol.</summary>
internal static class Refused
{
    private static readonly JsonParser Parser =
        new(JsonParser.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Status code and reason of a call that must be refused.</summary>
    public static async Task<(Grpc.Core.StatusCode Code, string Reason, Google.Rpc.Status Status)> ByAsync<T>(
        AsyncUnaryCall<T> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        var status = e.GetRpcStatus();
        Assert.True(status is not null, e.ToString());
        return Read(e.StatusCode, status);
    }

    /// <summary>HTTP status and reason of a JSON answer.</summary>
    public static async Task<(int Http, string Reason, Google.Rpc.Status Status)> ByAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var status = Parser.Parse<Google.Rpc.Status>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var (_, reason, _) = Read((Grpc.Core.StatusCode)status.Code, status);
        return ((int)response.StatusCode, reason, status);
    }

    /// <summary>What a gRPC client would read of a raw answer; every one of them is HTTP 200.</summary>
    public static (Grpc.Core.StatusCode Code, string Reason, Google.Rpc.Status Status) InGrpc(
        HttpResponseMessage response)
    {
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        var details = response.Headers.GetValues("grpc-status-details-bin").Single();
        var status = Google.Rpc.Status.Parser.ParseFrom(
            Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
        var code = (Grpc.Core.StatusCode)int.Parse(response.Headers.GetValues("grpc-status").Single());
        return Read(code, status);
    }

    private static (Grpc.Core.StatusCode Code, string Reason, Google.Rpc.Status Status) Read(
        Grpc.Core.StatusCode code, Google.Rpc.Status status)
    {
        Assert.Equal((int)code, status.Code);
        var error = status.GetDetail<ErrorInfo>();
        Assert.NotNull(error);
        Assert.Equal(Refusal.Domain, error.Domain);
        Assert.Contains(status.Details, d => d.Is(LocalizedMessage.Descriptor));
        return (code, error.Reason, status);
    }
}
