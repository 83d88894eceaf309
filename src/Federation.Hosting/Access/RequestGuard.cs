using Federation.Errors.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Federation.Hosting;

/// <summary>
/// Stands before every RPC of every module: authenticates, authorises by <see cref="Permissions"/>,
/// and turns what is thrown into a status with details. A bug is INTERNAL, logged once.
/// </summary>
public sealed class RequestGuard(
    AccessTokens tokens, AccessLog access, TimeProvider time, ILogger<RequestGuard> logger) : Interceptor
{
    /// <summary>Metadata in which a module names the principal that it acts for.</summary>
    public const string PrincipalHeader = "federation-principal";

    /// <summary>Metadata in which a module names the credential or person that sent the call that it serves.</summary>
    public const string ClientHeader = "federation-client";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await AdmitAsync(context);
            return await continuation(request, context);
        }
        catch (Exception e) when (Translate(e, context) is { } status)
        {
            throw status;
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await AdmitAsync(context);
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is IOException || context.CancellationToken.IsCancellationRequested)
        {
            throw Left();
        }
        catch (Exception e) when (Translate(e, context) is { } status)
        {
            throw status;
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await AdmitAsync(context);
            // Reflection has no caller: anyone may read what the services are.
            await continuation(
                Caller.Find(context) is { } caller
                    ? new GuardedStream<TRequest>(requestStream, caller, tokens) : requestStream,
                responseStream, context);
        }
        catch (Exception e) when (e is IOException || context.CancellationToken.IsCancellationRequested)
        {
            throw Left();
        }
        catch (Exception e) when (Translate(e, context) is { } status)
        {
            throw status;
        }
    }

    /// <summary>Whatever a stream meets after its caller left is no fault: nobody is there to be answered.</summary>
    private static RpcException Left() => new(new Status(StatusCode.Cancelled, "The caller ended the stream."));

    /// <summary>The same for a call of another module in this process: who calls is known, what it may do is
    /// checked.</summary>
    internal async Task<TResponse> LocalAsync<TRequest, TResponse>(
        Caller caller, TRequest request, ServerCallContext context, Func<TRequest, ServerCallContext,
        Task<TResponse>> continuation)
    {
        try
        {
            if (!Permissions.ByMethod.TryGetValue(context.Method, out var permission))
                throw NoPermission(context.Method);
            caller.AttachTo(context);
            if (permission.Forbids(caller, context.Method, time.GetUtcNow()) is { } refusal)
                throw new RefusalException(refusal);
            return await continuation(request, context);
        }
        catch (Exception e) when (Translate(e, context) is { } status)
        {
            throw status;
        }
    }

    private async ValueTask AdmitAsync(ServerCallContext context)
    {
        if (!Permissions.ByMethod.TryGetValue(context.Method, out var permission))
        {
            // Health and reflection belong to the platform and say nothing of the alliance.
            if (context.Method.StartsWith("/grpc.", StringComparison.Ordinal))
                return;
            throw NoPermission(context.Method);
        }
        var headers = context.GetHttpContext().Request.Headers;
        var caller = await AuthenticateAsync(headers, permission, context.CancellationToken);
        caller.AttachTo(context);
        if (permission.Forbids(caller, context.Method, time.GetUtcNow()) is { } refusal)
            throw new RefusalException(refusal);
    }

    private static RefusalException NoPermission(string method) =>
        new(ErrorReason.ServiceUnknown, $"{method} has no entry in the permission table.");

    private async ValueTask<Caller> AuthenticateAsync(
        IHeaderDictionary headers, Permission permission, CancellationToken cancel)
    {
        var authorization = headers.Authorization.ToString();
        Caller caller;
        try
        {
            caller = await tokens.CheckAsync(authorization, permission.Audience, cancel);
        }
        catch (RefusalException e) when (e.Refusal.Reason == ErrorReason.AudienceNotAccepted)
        {
            if (permission.Internal)
                throw new RefusalException(ErrorReason.ModuleOnly, "Only modules may call this.");
            if (!permission.Roles.Contains(Role.Module))
                throw;
            caller = await tokens.CheckAsync(authorization, Permissions.InternalAudience, cancel);
        }
        if (caller.Module is null)
            return caller;
        var principal = headers[PrincipalHeader].ToString();
        if (principal.Length == 0)
            return caller;
        var client = headers[ClientHeader].ToString();
        return caller.For(principal, client.Length == 0 ? null : client);
    }

    private RpcException? Translate(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case RefusalException refused:
                access.Note(refused.Refusal, Caller.Find(context), context.Method);
                return refused.Refusal.ToException();
            case RpcException own when Refusal.From(own) is { } refusal:
                // A peer's refusal, passed on as it is. Its metadata must not travel further with it.
                return refusal.ToException();
            case RpcException { StatusCode: StatusCode.Unavailable } away:
                Log.PeerUnreachable(logger, context.Method, away.Status.Detail);
                return new Refusal(ErrorReason.ModuleUnreachable,
                    "A module behind this one does not answer; send the same request again.")
                { RetryDelay = TimeSpan.FromSeconds(1) }.ToException();
            case RpcException { StatusCode: StatusCode.DeadlineExceeded or StatusCode.Cancelled }:
            case var left when DatabaseErrors.IsCancellation(left, context.CancellationToken):
                return new Refusal(ErrorReason.OutcomeUnknown,
                    "The call ended before its outcome was known; send the same request again.").ToException();
            case var database when DatabaseErrors.IsPassing(database):
                Log.DatabaseUnavailable(logger, context.Method, database.Message);
                return new Refusal(
                    ErrorReason.OutcomeUnknown,
                    "The database does not answer, has no room, or other work was in the way; "
                    + "send the same request again.")
                { RetryDelay = TimeSpan.FromSeconds(1) }.ToException();
            case OverflowException:
                return new Refusal(ErrorReason.AmountOverflow, "A sum would leave the range of 64 bits.").ToException();
            default:
                Log.CallFailed(logger, exception, context.Method);
                return new RpcException(
                    new Status(StatusCode.Internal, $"A fault of ours in {context.Method}; it was logged."));
        }
    }

    /// <summary>The deadline that a call has: the caller's, at most the deployment's longest.</summary>
    public static DateTime DeadlineOf(ServerCallContext context, DeploymentOptions deployment, TimeProvider time)
    {
        var longest = time.GetUtcNow().UtcDateTime + deployment.MaxDeadline;
        return context.Deadline < longest ? context.Deadline : longest;
    }
}
