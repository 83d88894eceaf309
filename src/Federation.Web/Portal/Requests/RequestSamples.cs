using System.Collections.Frozen;
using Federation.Gateway.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Federation.Web;

/// <summary>How a recorded call is made again, as far as its record says it: what was sent is not kept. Pure.</summary>
internal static class RequestSamples
{
    private static readonly FrozenDictionary<string, MethodDescriptor> Methods = typeof(RecordedRequest).Assembly
        .GetTypes().Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(t => t.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>()
        .SelectMany(f => f.Services).SelectMany(s => s.Methods)
        .ToFrozenDictionary(m => $"{m.Service.FullName}/{m.Name}", StringComparer.Ordinal);

    /// <summary>With curl; null where the RPC has no path for JSON.</summary>
    public static string? Curl(RecordedRequest call)
    {
        if (!Methods.TryGetValue(call.Method, out var method)
            || method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } rule)
            return null;
        const string token = "-H \"Authorization: Bearer $TOKEN\"";
        return rule.Get.Length > 0
            ? $"curl {token} \\\n  \"$FEDERATION{rule.Get}\""
            : $"curl -X POST {token} \\\n  -H \"Content-Type: application/json\" \\\n  \"$FEDERATION{rule.Post}\" \\\n"
            + $"  -d '{{{(call.RequestId.Length > 0 ? $"\"requestId\": \"{call.RequestId}\"" : "")}}}'";
    }

    /// <summary>With Federation.Client; null where there is no such RPC.</summary>
    public static string? CSharp(RecordedRequest call)
    {
        if (!Methods.TryGetValue(call.Method, out var method))
            return null;
        var fields = call.RequestId.Length > 0 ? $" {{ RequestId = \"{call.RequestId}\" }}" : "()";
        var client = $"new {method.Service.Name}.{method.Service.Name}Client(federation.Invoker)";
        return method.IsServerStreaming || method.IsClientStreaming
            ? $"using var call = {client}.{method.Name}();"
            : $"var answer = await {client}\n    .{method.Name}Async(new {method.InputType.Name}{fields});";
    }
}
