using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Federation.Gateway;

/// <summary>How a call ended, read from its response.</summary>
/// <param name="Code">gRPC's status.</param>
/// <param name="Reason">Why it was refused; unspecified where it was not, and where no reason is named.</param>
internal readonly record struct CallOutcome(StatusCode Code, ErrorReason Reason)
{
    private static readonly CallOutcome Left = new(StatusCode.Cancelled, ErrorReason.Unspecified);

    /// <summary>Of a call that came as gRPC.</summary>
    public static CallOutcome OfGrpc(HttpContext context)
    {
        var fields = context.Response.Headers;
        if (!fields.TryGetValue("grpc-status", out var code))
        {
            var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
            if (trailers is null || !trailers.TryGetValue("grpc-status", out code))
                return Left;
            fields = trailers;
        }
        if (!int.TryParse(code.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new CallOutcome(StatusCode.Unknown, ErrorReason.Unspecified);
        return number == 0
            ? default : new CallOutcome((StatusCode)number, ReasonOf(fields["grpc-status-details-bin"].ToString()));
    }

    /// <summary>Of a call that came as JSON.</summary>
    /// <param name="context">The call.</param>
    /// <param name="refused">What it was refused with, where it was.</param>
    public static CallOutcome OfJson(HttpContext context, Google.Rpc.Status? refused)
    {
        if (refused is not null)
            return new CallOutcome((StatusCode)refused.Code, ReasonOf(refused));
        if (context.RequestAborted.IsCancellationRequested || !context.Response.HasStarted)
            return Left;
        return context.Response.StatusCode < 400 ? default : new CallOutcome(
            context.Response.StatusCode switch
            {
                400 => StatusCode.InvalidArgument,
                401 => StatusCode.Unauthenticated,
                403 => StatusCode.PermissionDenied,
                404 => StatusCode.NotFound,
                409 => StatusCode.Aborted,
                429 => StatusCode.ResourceExhausted,
                503 => StatusCode.Unavailable,
                504 => StatusCode.DeadlineExceeded,
                _ => StatusCode.Unknown,
            }, ErrorReason.Unspecified);
    }

    private static ErrorReason ReasonOf(string details)
    {
        if (details.Length == 0)
            return ErrorReason.Unspecified;
        try
        {
            // Sent without padding.
            var padded = details.PadRight((details.Length + 3) / 4 * 4, '=');
            return ReasonOf(Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(padded)));
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            return ErrorReason.Unspecified;
        }
    }

    private static ErrorReason ReasonOf(Google.Rpc.Status status) =>
        status.GetDetail<Google.Rpc.ErrorInfo>() is { Domain: Refusal.Domain } info
            ? Refusal.ReasonOf(info.Reason) : ErrorReason.Unspecified;
}
