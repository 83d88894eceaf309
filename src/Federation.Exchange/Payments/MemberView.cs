using Federation.Exchange.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange;

/// <summary>A member, and the brands that know it for certain: the issuers of the coins that it gave, with spaces
/// between.</summary>
internal readonly record struct MemberView(MemberId Member, PartnerSet SourcePartners)
{
    public static MemberView Of(MemberId member, Journal exchange) =>
        new(member, Answers.SourcePartnersOf(exchange, exchange.Detail.Unpack<ExchangeDetail>()));

    public bool IsKnownTo(string partnerId) => SourcePartners.Contains(partnerId);
}
