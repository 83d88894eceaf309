using System.Diagnostics;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Federation.Gateway;

/// <summary>Stands between routing and forwarding: what may not pass ends here, in the caller's own protocol.</summary>
internal sealed class Edge(
    RequestDelegate next, AccessTokens tokens, AccessLog access, RateLimits limits, RequestLog requests,
    IOptions<DeploymentOptions> deployment, ILogger<Edge> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        // Before a module of this process takes its place.
        var isJson = context.GetEndpoint()?.Metadata.GetMetadata<RouteKind>() == RouteKind.Json;
        try
        {
            await ServeAsync(context);
        }
        finally
        {
            requests.Note(context, started, isJson);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        // Only modules may say for whom they act, and they do not come this way.
        context.Request.Headers.Remove(RequestGuard.PrincipalHeader);
        context.Request.Headers.Remove(RequestGuard.ClientHeader);
        try
        {
            if (!await AdmitAsync(context))
                return;
            await next(context);
            await AnswerFailureAsync(context);
        }
        catch (RefusalException e)
        {
            access.Note(e.Refusal, caller: null, $"{context.Connection.RemoteIpAddress}:{context.Request.Path}");
            await Answer.WriteAsync(context, e.Refusal);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Answer.WriteAsync(context, RefusalOf(e));
        }
        catch (Exception e) when (e is IOException || context.RequestAborted.IsCancellationRequested)
        {
            // The caller reset its call or went away, and nobody is left to be answered. What reads or writes may learn
            // of
            // it a moment before the request is marked as aborted.
            context.Abort();
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Log.GatewayFailed(logger, e, context.Request.Path);
            await Answer.WriteAsync(context, Answer.Fault());
        }
    }

    /// <summary>True when the call may go on; otherwise it was answered.</summary>
    /// <exception cref="RefusalException">It may not; to be answered.</exception>
    private async ValueTask<bool> AdmitAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint() ?? throw new RefusalException(Answer.Unknown(context));
        var kind = endpoint.Metadata.GetMetadata<RouteKind>();
        if (kind == RouteKind.Grpc)
            return await AdmitGrpcAsync(context);
        if (kind == RouteKind.Json)
        {
            await AdmitCallerAsync(context);
            if (context.Request.ContentLength > deployment.Value.MaxMessageBytes)
                throw new RefusalException(Refusal.TooLarge(deployment.Value.MaxMessageBytes));
            SeenCall.Of(context)?.Watch(context.Request);
            return true;
        }
        if (kind is null && GrpcAnswer.IsGrpc(context.Request.ContentType)
            && !PublicMethods.OwnPaths.Contains(context.Request.Path.Value!))
            throw new RefusalException(Answer.Unknown(context));
        limits.TakeFor(context.Connection);
        return true;
    }

    private async ValueTask<bool> AdmitGrpcAsync(HttpContext context)
    {
        if (!PublicMethods.Parsers.TryGetValue(context.Request.Path.Value!, out var parser))
            throw new RefusalException(Answer.Unknown(context));
        if (NotGrpc(context.Request) is { } notGrpc)
        {
            await JsonAnswer.WriteAsync(context.Response, notGrpc.Refusal.ToStatus(), notGrpc.HttpStatus);
            return false;
        }
        await AdmitCallerAsync(context);
        if (UnaryFrame.CheckEncoding(context) is { } encoding)
            throw new RefusalException(encoding);
        if (PublicMethods.Streamed.Contains(context.Request.Path.Value!))
            return true;
        if (await UnaryFrame.CheckAsync(context, parser, deployment.Value.MaxMessageBytes) is { } refusal)
            throw new RefusalException(refusal);
        return true;
    }

    private async ValueTask AdmitCallerAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var caller = await tokens.CheckAsync(authorization, Permissions.PublicAudience, context.RequestAborted,
            // Whoever sends tokens that nobody knows is held to its address's rate: each costs a signature check.
            beforeReading: () => limits.TakeFor(context.Connection));
        requests.Begin(context, caller);
        limits.TakeFor(caller.Principal);
    }

    /// <summary>Who calls a gRPC path without speaking gRPC is answered in plain HTTP.</summary>
    private static (Refusal Refusal, int HttpStatus)? NotGrpc(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return (Form("method", "a gRPC call is a POST"), StatusCodes.Status405MethodNotAllowed);
        if (!GrpcAnswer.IsGrpc(request.ContentType))
            return (Form("content-type", "a gRPC call has the content type application/grpc"),
                StatusCodes.Status415UnsupportedMediaType);
        if (!HttpProtocol.IsHttp2(request.Protocol))
            return (Form("protocol", "a gRPC call needs HTTP/2; JSON is served below /v1"),
                StatusCodes.Status426UpgradeRequired);
        return null;

        static Refusal Form(string field, string problem) =>
            new(ErrorReason.FieldInvalid, $"This is no gRPC call: {problem}.") { Fields = [(field, problem)] };
    }

    private Refusal RefusalOf(BadHttpRequestException exception) =>
        exception.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? Refusal.TooLarge(deployment.Value.MaxMessageBytes)
            : Answer.Unreadable(exception.Message);

    private async ValueTask AnswerFailureAsync(HttpContext context)
    {
        var failure = context.Features.Get<IForwarderErrorFeature>();
        if (failure is null || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;
        if (failure.Error is ForwarderError.RequestCreation or ForwarderError.ResponseHeaders)
        {
            Log.GatewayFailed(logger, failure.Exception!, context.Request.Path);
            await Answer.WriteAsync(context, Answer.Fault());
            return;
        }
        Log.NotForwarded(logger, context.Request.Path, failure.Error, failure.Exception?.Message);
        var cause = failure.Exception is AggregateException several ? several.InnerExceptions[0] : failure.Exception;
        await (cause is BadHttpRequestException bad ? Answer.WriteAsync(context, RefusalOf(bad))
            : failure.Error is ForwarderError.RequestTimedOut ? Answer.WriteAsync(context, Answer.TimedOut())
            : Answer.WriteAsync(context, Answer.Unreachable()));
    }
}
