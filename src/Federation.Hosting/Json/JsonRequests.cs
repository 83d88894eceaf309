using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;

namespace Federation.Hosting;

/// <summary>
/// Stands before every RPC that is called by JSON: a request is bound only when every field of it was understood. The
/// binding behind it drops unknown fields and parameters, and takes the last of what is given twice.
/// </summary>
internal sealed partial class JsonRequests
{
    private readonly RequestDelegate next;
    private readonly MessageDescriptor message;
    private readonly HashSet<string> inPath;
    private readonly bool hasBody;

    /// <exception cref="NotSupportedException">The rule or a field of the request is of a kind that is not read
    /// here.</exception>
    private JsonRequests(MethodDescriptor method, HttpRule rule, RequestDelegate next)
    {
        if (rule.Body is not ("" or "*"))
            throw new NotSupportedException($"{method.FullName} takes a part of its request from the body.");
        JsonScalars.RequireKnown(method.InputType);
        this.next = next;
        message = method.InputType;
        hasBody = rule.Body == "*";
        inPath = [.. Variable().Matches(rule.Get + rule.Post + rule.Put + rule.Delete + rule.Patch)
            .Select(m => m.Groups["name"].Value)];
    }

    /// <summary>Checks the requests of an endpoint, if it is one for JSON.</summary>
    public static void Guard(EndpointBuilder endpoint)
    {
        var json = endpoint.Metadata.OfType<GrpcJsonTranscodingMetadata>().FirstOrDefault();
        if (json is not null)
            endpoint.RequestDelegate =
                new JsonRequests(json.MethodDescriptor, json.HttpRule, endpoint.RequestDelegate!).InvokeAsync;
    }

    private async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await CheckAsync(context.Request, context.RequestAborted);
        }
        catch (RefusalException e)
        {
            await RefuseAsync(context.Response, e.Refusal);
            return;
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context.Response, JsonBody.Unreadable(e.Message).Refusal);
            return;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller left before its request was read; nobody is left to be answered.
            context.Abort();
            return;
        }
        await next(context);
    }

    /// <exception cref="RefusalException">The request is not one that this RPC takes.</exception>
    private async Task CheckAsync(HttpRequest request, CancellationToken cancel)
    {
        request.Query = JsonQuery.Read(request.Query, hasBody ? null : message, inPath);
        if (hasBody && !RequestBody.IsJson(request))
            throw JsonBody.Unreadable("the content type must be application/json, in UTF-8");
        var deployment = request.HttpContext.RequestServices.GetRequiredService<IOptions<DeploymentOptions>>().Value;
        var body = await RequestBody.ReadAsync(request, deployment.MaxMessageBytes, cancel);
        if (!hasBody)
        {
            if (!body.IsEmpty)
                throw JsonBody.Unreadable(
                    $"{request.Method} of this path has no body; give the fields as query parameters");
            return;
        }
        var bound = JsonBody.Read(body.Span, message, inPath);
        request.Headers.Remove(HeaderNames.ContentEncoding);
        request.ContentLength = bound.Length;
        request.Body = new MemoryStream(bound.ToArray(), writable: false);
    }

    private static Task RefuseAsync(HttpResponse response, Refusal refusal)
    {
        var unsupported = refusal.Reason == Errors.V1.ErrorReason.EncodingNotSupported;
        if (unsupported)
            response.Headers.AcceptEncoding = RequestBody.Encodings;
        return JsonAnswer.WriteAsync(
            response, refusal.ToStatus(), unsupported ? StatusCodes.Status415UnsupportedMediaType : null);
    }

    [GeneratedRegex(@"\{(?<name>[a-z_.]+)[=}]")]
    private static partial Regex Variable();
}
