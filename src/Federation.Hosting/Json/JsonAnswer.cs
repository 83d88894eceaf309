using System.Globalization;
using Federation.Errors.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace Federation.Hosting;

/// <summary>A refusal in JSON, <c>google.rpc.Status</c>, written by whoever refuses before an RPC begins.</summary>
public static class JsonAnswer
{
    private static readonly TypeRegistry Types = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(Types).WithFormatDefaultValues(false));
    private static readonly JsonParser Parser =
        new(JsonParser.Settings.Default.WithTypeRegistry(Types).WithIgnoreUnknownFields(true));

    public static Task WriteAsync(HttpResponse response, Google.Rpc.Status status, int? httpStatus = null)
    {
        response.StatusCode = httpStatus ?? HttpStatusOf(status);
        response.ContentType = "application/json";
        response.ContentLength = null;
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (status.GetDetail<RetryInfo>()?.RetryDelay is { } delay)
            response.Headers.RetryAfter =
                Math.Max(1, (long)Math.Ceiling(delay.ToTimeSpan().TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return response.WriteAsync(Formatter.Format(status));
    }

    /// <summary>The status that a module answered with, or null if the text is none.</summary>
    public static Google.Rpc.Status? Read(string json)
    {
        try
        {
            return Parser.Parse<Google.Rpc.Status>(json);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>As in google.rpc.Code, but for a path that leads nowhere and a body that is too large.</summary>
    public static int HttpStatusOf(Google.Rpc.Status status) => (StatusCode)status.Code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange =>
            StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound or StatusCode.Unimplemented => StatusCodes.Status404NotFound,
        StatusCode.AlreadyExists or StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted when Is(status, ErrorReason.MessageTooLarge) =>
            StatusCodes.Status413PayloadTooLarge,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static bool Is(Google.Rpc.Status status, ErrorReason reason) =>
        status.GetDetail<ErrorInfo>()?.Reason == Refusal.NameOf(reason);
}
