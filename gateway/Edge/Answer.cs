using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Federation.Gateway;

/// <summary>What the gateway says itself, in the caller's own protocol.</summary>
internal static class Answer
{
    public static Task WriteAsync(HttpContext context, Google.Rpc.Status status, int? httpStatus = null)
    {
        if (!GrpcAnswer.IsGrpc(context.Request.ContentType))
        {
            if (SeenCall.Of(context) is { } seen)
                seen.Refused = status;
            return JsonAnswer.WriteAsync(context.Response, status, httpStatus);
        }
        GrpcAnswer.Write(context.Response, status);
        return Task.CompletedTask;
    }

    public static Task WriteAsync(HttpContext context, Refusal refusal, int? httpStatus = null) =>
        WriteAsync(context, refusal.ToStatus(), httpStatus);

    public static Refusal Unknown(HttpContext context) =>
        new(ErrorReason.ServiceUnknown, $"There is nothing at {context.Request.Method} {context.Request.Path}.");

    /// <summary>What came is no request that could be looked at field by field.</summary>
    public static Refusal Unreadable(string why) =>
        new(ErrorReason.FieldInvalid, "The request cannot be read: " + why) { Fields = [("request", why)] };

    public static Refusal Unreachable() => new(
        ErrorReason.ModuleUnreachable, "The module behind the gateway does not answer; send the same request again.")
    {
        RetryDelay = TimeSpan.FromSeconds(1),
    };

    /// <summary>Time is up, and the module may have done it or not: DEADLINE_EXCEEDED, with that reason.</summary>
    public static Google.Rpc.Status TimedOut()
    {
        var status = new Refusal(ErrorReason.OutcomeUnknown,
            "The call took too long; its outcome is not known. Send the same request again.").ToStatus();
        status.Code = (int)StatusCode.DeadlineExceeded;
        return status;
    }

    /// <summary>A fault of ours.</summary>
    public static Google.Rpc.Status Fault() => new()
    {
        Code = (int)StatusCode.Internal,
        Message = "A fault of ours at the gateway; it was logged.",
    };
}
