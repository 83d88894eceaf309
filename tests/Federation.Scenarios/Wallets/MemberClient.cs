using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Federation.Scenarios;

/// <summary>What a signed-in member calls, through the gateway.</summary>
internal sealed class MemberClient(ChannelBase channel, string token)
{
    private readonly CallInvoker invoker = channel.CreateCallInvoker().Intercept(headers =>
    {
        headers.Add("authorization", "Bearer " + token);
        return headers;
    });

    public const string Me = "members/me";

    public LedgerService.LedgerServiceClient Ledger => new(invoker);

    public ExchangeService.ExchangeServiceClient Exchanges => new(invoker);
}
