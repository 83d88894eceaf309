using Federation.Accounts.Internal.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Exchange;

/// <summary>A member, and the brands that know it for certain: the issuers of the coins that it gave, with spaces between.</summary>
internal readonly record struct MemberView(MemberId Member, string SourcePartnerIds)
{
    public static MemberView Of(MemberId member, Journal exchange) =>
        new(member, string.Join(' ', Answers.SourcePartnersOf(exchange, exchange.Detail.Unpack<ExchangeDetail>())));

    public bool IsKnownTo(string partnerId) => SourcePartnerIds.Split(' ').Contains(partnerId, StringComparer.Ordinal);
}

internal sealed partial class ExchangeService
{
    /// <summary>
    /// The member as the caller names it. A till that took a payment by pay code from a member who is not linked with
    /// its brand gets none: with a name, it could join the purchases of someone it does not know.
    /// </summary>
    private async Task<string> NameOfAsync(Caller caller, MemberView view, ServerCallContext context)
    {
        var name = names.NameFor(caller.Viewer, view.Member);
        if (caller.PartnerId is not { } partner || view.IsKnownTo(partner))
            return name;
        var consent = await consents.ResolveAsync(
            new ResolveSpendingRequest { TillPartnerId = partner, Member = name }, context.CancellationToken);
        return consent.TillLinked ? name : "";
    }

    private async Task<IReadOnlyDictionary<MemberView, string>> NamesOfAsync(
        Caller caller, IEnumerable<MemberView> views, ServerCallContext context)
    {
        var distinct = views.Distinct().ToList();
        // Asked for at once, they are read together.
        var found = await Task.WhenAll(distinct.Select(v => NameOfAsync(caller, v, context)));
        return distinct.Zip(found).ToDictionary(v => v.First, v => v.Second);
    }
}
