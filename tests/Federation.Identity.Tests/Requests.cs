using Federation.Errors.V1;
using Google.Protobuf.Reflection;

namespace Federation.Identity.Tests;

/// <summary>The requests of the contract.</summary>
internal static class Requests
{
    private static readonly Dictionary<string, MethodDescriptor> Methods = typeof(ErrorReason).Assembly.GetTypes()
        .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .SelectMany(t => ((FileDescriptor)t.GetProperty("Descriptor")!.GetValue(null)!).Services)
        .SelectMany(s => s.Methods)
        .ToDictionary(m => $"/{m.Service.FullName}/{m.Name}", StringComparer.Ordinal);

    /// <summary>Whether an RPC's request has the id that commands have.</summary>
    /// <param name="method">The RPC's full name.</param>
    public static bool HasId(string method) => Methods[method].InputType.FindFieldByName("request_id") is not null;
}
