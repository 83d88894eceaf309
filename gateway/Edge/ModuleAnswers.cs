using System.Net;
using Federation.Errors.V1;
using Federation.Hosting;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms;

namespace Federation.Gateway;

/// <summary>Gives details to what a module's server says before the module's own code runs.</summary>
internal static class ModuleAnswers
{
    private const int MaxStatusBytes = 64 << 10;

    public static ValueTask OfGrpcAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not { } answer)
            return default;
        if (answer.StatusCode != HttpStatusCode.OK || !GrpcAnswer.IsGrpc(answer.Content.Headers.ContentType?.MediaType))
            return Replace(context, StatusOf((int)answer.StatusCode, context.HttpContext));
        // Only an answer that is nothing but a status has it in the headers.
        if (!answer.Headers.NonValidated.TryGetValues(GrpcAnswer.StatusHeader, out var code)
            || code.ToString() is not ("4" or "8" or "12")
            || answer.Headers.NonValidated.Contains(GrpcAnswer.DetailsHeader))
            return default;
        return Replace(context, code.ToString() switch
        {
            "4" => Answer.TimedOut(),
            "8" => TooLarge(),
            _ => Answer.Unknown(context.HttpContext).ToStatus(),
        });
    }

    public static async ValueTask OfJsonAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not { } answer || (int)answer.StatusCode < 400)
            return;
        var text = answer.Content.Headers.ContentLength > MaxStatusBytes ? ""
            : await answer.Content.ReadAsStringAsync(context.CancellationToken);
        var status = JsonAnswer.Read(text);
        // A reason of ours, or a fault of ours: both as they are. The rest is the server's own, and has neither.
        if (status is null
            || (status.Details.Count == 0
                && (StatusCode)status.Code is not (StatusCode.Internal or StatusCode.Unknown)))
            status = StatusOf((int)answer.StatusCode, context.HttpContext, status?.Message);
        context.SuppressResponseBody = true;
        context.HttpContext.Response.Headers.ContentLength = null;
        await JsonAnswer.WriteAsync(context.HttpContext.Response, status, HttpStatus(status, (int)answer.StatusCode));
    }

    private static int? HttpStatus(Google.Rpc.Status status, int answered) =>
        status.GetDetailReason() == Refusal.NameOf(ErrorReason.ServiceUnknown) ? null : answered;

    private static string? GetDetailReason(this Google.Rpc.Status status) =>
        status.GetDetail<Google.Rpc.ErrorInfo>()?.Reason;

    private static Google.Rpc.Status StatusOf(int httpStatus, HttpContext context, string? said = null) =>
        httpStatus switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status501NotImplemented =>
            Answer.Unknown(context).ToStatus(),
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => TooLarge(),
        StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable => Answer.Unreachable().ToStatus(),
        StatusCodes.Status504GatewayTimeout or StatusCodes.Status408RequestTimeout => Answer.TimedOut(),
        >= 400 and < 500 => Answer.Unreadable(said ?? $"the module answers {httpStatus}").ToStatus(),
        _ => Answer.Fault(),
    };

    private static Google.Rpc.Status TooLarge() =>
        new Refusal(ErrorReason.MessageTooLarge, "The message is too large; send less in one call.").ToStatus();

    private static ValueTask Replace(ResponseTransformContext context, Google.Rpc.Status status)
    {
        context.SuppressResponseBody = true;
        context.HttpContext.Response.Headers.Clear();
        GrpcAnswer.Write(context.HttpContext.Response, status);
        return default;
    }
}
