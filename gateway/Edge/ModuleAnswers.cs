using Federation.Errors.V1;
using Federation.Hosting;
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
        var headers = answer.Headers.NonValidated;
        var code = headers.TryGetValues(GrpcAnswer.StatusHeader, out var given) ? given.ToString() : null;
        var status = Instead((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, code,
            headers.Contains(GrpcAnswer.DetailsHeader), context.HttpContext);
        if (status is null)
            return default;
        context.SuppressResponseBody = true;
        GrpcAnswer.Replace(context.HttpContext.Response, status);
        return default;
    }

    /// <summary>The same for a module in this process, whose answer is the gateway's own response. Called before the
    /// response starts; but a timer of the gRPC server, which watches the deadline that the caller set, may start it at
    /// the same moment. Then the timer's answer is the one that goes out.</summary>
    public static void Begin(HttpContext context, bool tookTooLong)
    {
        try
        {
            if (tookTooLong)
                GrpcAnswer.Replace(context.Response, Answer.TimedOut());
            else
                Complete(context);
        }
        catch (InvalidOperationException) when (context.Response.HasStarted)
        {
            // The headers were sent meanwhile.
        }
    }

    private static void Complete(HttpContext context)
    {
        var (response, headers) = (context.Response, context.Response.Headers);
        var code = headers.TryGetValue(GrpcAnswer.StatusHeader, out var given) ? given.ToString() : null;
        var status = Instead(response.StatusCode, response.ContentType, code,
            headers.ContainsKey(GrpcAnswer.DetailsHeader), context);
        if (status is not null)
            GrpcAnswer.Replace(response, status);
    }

    /// <summary>What the caller gets in place of the server's own answer; null where the answer stays.</summary>
    /// <param name="httpStatus">The answer's HTTP status.</param>
    /// <param name="contentType">The answer's content type.</param>
    /// <param name="code">The gRPC status in its headers: only an answer that is nothing but a status has one.</param>
    /// <param name="detailed">Whether it has details already.</param>
    /// <param name="context">The call.</param>
    private static Google.Rpc.Status? Instead(
        int httpStatus, string? contentType, string? code, bool detailed, HttpContext context)
    {
        if (httpStatus != StatusCodes.Status200OK || !GrpcAnswer.IsGrpc(contentType))
            return StatusOf(httpStatus, context);
        return detailed ? null : code switch
        {
            "4" => Answer.TimedOut(),
            "8" => TooLarge(),
            "12" => Answer.Unknown(context).ToStatus(),
            _ => null,
        };
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
        if (SeenCall.Of(context.HttpContext) is { } seen)
            seen.Refused = status;
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
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed
                or StatusCodes.Status501NotImplemented =>
                Answer.Unknown(context).ToStatus(),
            StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => TooLarge(),
            StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable =>
            Answer.Unreachable().ToStatus(),
            StatusCodes.Status504GatewayTimeout or StatusCodes.Status408RequestTimeout => Answer.TimedOut(),
            >= 400 and < 500 => Answer.Unreadable(said ?? $"the module answers {httpStatus}").ToStatus(),
            _ => Answer.Fault(),
        };

    private static Google.Rpc.Status TooLarge() =>
        new Refusal(ErrorReason.MessageTooLarge, "The message is too large; send less in one call.").ToStatus();
}
