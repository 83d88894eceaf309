using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>Answers, made from what happened (the journal), never from what was planned. Pure.</summary>
internal static class Answers
{
    /// <param name="journal">The journal of an exchange.</param>
    /// <param name="member">The member as the caller names it; empty where the caller has no name of it.</param>
    public static V1.Exchange Of(Journal journal, string member)
    {
        var detail = journal.Detail.Unpack<ExchangeDetail>();
        var exchange = Of(JournalId.Parse(journal.Name), detail, member, journal.CreateTime, journal.ExternalReference);
        exchange.Authorization =
            JournalId.TryParse(journal.Corrects, out var hold) ? AuthorizationNames.Of(hold) : "";
        exchange.Receipt = Receipts.Of(detail);
        return exchange;
    }

    /// <summary>The same from the list's copy of the journal.</summary>
    public static V1.Exchange Of(ExchangeRecord record, string member)
    {
        var detail = ExchangeDetail.Parser.ParseFrom(record.Detail);
        var exchange = Of(
            new JournalId(record.JournalId), detail, member, record.CreateTime.ToTimestamp(), record.ExternalReference);
        exchange.RefundedUnits = record.RefundedUnits;
        return exchange;
    }

    /// <summary>The member whose coins an exchange moved: modules get internal ids from the ledger. Null for a part of
    /// an authorization that took no coins any more, because the parts before had rounded up; its hold knows.</summary>
    public static MemberId? MemberOf(Journal journal) =>
        journal.Entries.FirstOrDefault(e => e.Kind is AccountKind.Wallet or AccountKind.Held) is { } entry
            ? MemberId.Parse(ResourceNames.FirstId(entry.Account))
            : null;

    /// <summary>The member whose coins a hold set aside: there is no hold without coins.</summary>
    public static MemberId MemberOfHold(Journal hold) =>
        MemberOf(hold) ?? throw new InvalidOperationException($"{hold.Name} holds no member's coins.");

    /// <summary>The issuers of the coins that the member gave.</summary>
    public static PartnerSet SourcePartnersOf(Journal journal, ExchangeDetail detail) => PartnerSet.Of(
        detail.Legs.Count > 0 ? detail.Legs.Select(l => ResourceNames.FirstId(l.Partner))
        : [ResourceNames.FirstId(journal.Entries.First(e => e is { Kind: AccountKind.Position, Units: < 0 }).Account)]);

    /// <summary>The issuer of the coins that they became: the brand of the till, where there is one.</summary>
    public static string TargetPartnerOf(ExchangeDetail detail) =>
        ResourceNames.FirstId(detail.TargetPartner.Length > 0 ? detail.TargetPartner : detail.Merchant);

    /// <summary>How many redeemed units a journal that corrects an exchange gave back; of a conversion, how many that
    /// the member got.</summary>
    public static long UnredeemedBy(Journal correction)
    {
        var redeemed = correction.Entries.Where(e => e.Kind == AccountKind.Redeemed).ToList();
        return redeemed.Count > 0
            ? -redeemed.Sum(e => e.Units)
            : correction.Entries.Where(e => e.Kind == AccountKind.ExchangedIn).Sum(e => e.Units);
    }

    /// <summary>An authorization as it stands.</summary>
    public static Authorization Of(GetPaymentHoldResponse hold, string member)
    {
        var detail = hold.Journal.Detail.Unpack<ExchangeDetail>();
        return new Authorization
        {
            Name = AuthorizationNames.Of(JournalId.Parse(hold.Journal.Name)),
            Member = member,
            Detail = detail,
            State = hold.State switch
            {
                HoldState.Open when hold.CapturedUnits < detail.Redeemed.Units => AuthorizationState.Open,
                HoldState.Expired => AuthorizationState.Expired,
                _ => AuthorizationState.Closed,
            },
            CapturedUnits = hold.CapturedUnits,
            RemainingUnits = hold.State == HoldState.Open ? detail.Redeemed.Units - hold.CapturedUnits : 0,
            CreateTime = hold.Journal.CreateTime,
            ExpireTime = hold.ExpireTime,
            ExternalReference = hold.Journal.ExternalReference,
        };
    }

    private static V1.Exchange Of(
        JournalId id, ExchangeDetail detail, string member, Timestamp createTime, string externalReference) => new()
        {
            Name = id.NameAs(ResourceNames.Exchanges),
            Journal = id.Name,
            Member = member,
            Merchant = detail.Merchant,
            Paid = detail.Paid,
            Redeemed = detail.Redeemed,
            Received = detail.Received,
            Detail = detail,
            CreateTime = createTime,
            ExternalReference = externalReference,
        };
}
