using Federation.Hosting;
using Grpc.Core;

namespace Federation.Gateway;

/// <summary>What the gateway asks modules for one caller, with the caller's own token.</summary>
internal sealed class ModuleQuestions(ModuleChannels channels, Caller caller, string authorization, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly DateTime deadline = time.GetUtcNow().UtcDateTime + Patience;

    public Caller Caller { get; } = caller;

    /// <summary>Whether the caller may call a method; whether it signed in recently enough is asked when it does.
    /// </summary>
    public bool May(string method) => Permissions.ByMethod[method] is var permission
        && permission.Roles.Contains(Caller.Role)
        && (permission.Scope is null || Caller.Scopes.Contains(permission.Scope))
        && (Caller.User is not null || !permission.NeedsPerson);

    /// <summary>Asks a module, at its next address where one is away.</summary>
    /// <exception cref="RpcException">It does not answer in time, or refuses.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(
        string module, Func<CallInvoker, CallOptions, AsyncUnaryCall<TAnswer>> ask, CancellationToken cancel)
    {
        var options = new CallOptions(new Metadata { { "authorization", authorization } }, deadline, cancel);
        RpcException? away = null;
        foreach (var channel in channels.Of(module))
            try
            {
                return await ask(channel.CreateCallInvoker(), options);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable)
            {
                away = e;
            }
        throw away ?? new RpcException(new Status(StatusCode.Unavailable, $"The module {module} has no address."));
    }
}
