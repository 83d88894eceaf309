using Federation.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Testing;

/// <summary>The other modules, as far as a test needs them: one function per RPC.</summary>
public sealed class Peer : CallInvoker
{
    private readonly Dictionary<string, Func<IMessage, IMessage>> answers = new(StringComparer.Ordinal);

    /// <summary>The methods that were called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>For whom the last call was made.</summary>
    public string Principal { get; private set; } = "";

    public Peer On<TRequest, TResponse>(string method, Func<TRequest, TResponse> answer)
        where TRequest : IMessage where TResponse : IMessage
    {
        answers[method] = request => answer((TRequest)request);
        return this;
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        lock (Calls)
            Calls.Add(method.Name);
        return new AsyncUnaryCall<TResponse>(
            AnswerAsync(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

        async Task<TResponse> AnswerAsync()
        {
            await Task.Yield();
            try
            {
                Principal = options.Headers?.GetValue(RequestGuard.PrincipalHeader) ?? "";
                return (TResponse)answers[method.Name]((IMessage)request);
            }
            catch (RefusalException e)
            {
                throw e.Refusal.ToException();
            }
        }
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();
}
