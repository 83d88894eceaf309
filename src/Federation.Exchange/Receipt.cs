using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>Answers, made from what happened (the journal), never from what was planned. Pure.</summary>
internal static class Receipt
{
    private const string JournalPrefix = "journals/";

    /// <param name="journal">The journal of an exchange.</param>
    /// <param name="member">The member as the caller names it; empty where the caller has no name of it.</param>
    public static V1.Exchange Of(Journal journal, string member) => Of(
        IdOf(journal.Name), journal.Detail.Unpack<ExchangeDetail>(), member, journal.CreateTime,
        journal.ExternalReference);

    /// <summary>The same from the list's copy of the journal.</summary>
    public static V1.Exchange Of(ExchangeRecord record, string member)
    {
        var detail = ExchangeDetail.Parser.ParseFrom(record.Detail);
        var exchange = Of(record.JournalId, detail, member, record.CreateTime.ToTimestamp(), record.ExternalReference);
        exchange.RefundedUnits = record.RefundedUnits;
        return exchange;
    }

    /// <summary>The id of a journal, from its name.</summary>
    public static Guid IdOf(string journal) => Guid.ParseExact(journal.AsSpan(JournalPrefix.Length), "D");

    /// <summary>The member whose coins an exchange moved: modules get internal ids from the ledger.</summary>
    public static MemberId MemberOf(Journal journal)
    {
        var wallet = journal.Entries.First(e => e.Kind == AccountKind.Wallet).Account;
        return new MemberId(Guid.ParseExact(wallet.Split('/')[1], "D"));
    }

    /// <summary>The issuer of the coins that the member gave: the one whose position fell.</summary>
    public static string SourcePartnerOf(Journal journal)
    {
        var position = journal.Entries.First(e => e.Kind == AccountKind.Position && e.Units < 0).Account;
        return position.Split('/')[1];
    }

    /// <summary>The brand of the till.</summary>
    public static string TillPartnerOf(Journal journal) =>
        journal.Detail.Unpack<ExchangeDetail>().Merchant.Split('/')[1];

    /// <summary>How many redeemed units a journal that corrects an exchange gave back.</summary>
    public static long UnredeemedBy(Journal correction) =>
        -correction.Entries.Where(e => e.Kind == AccountKind.Redeemed).Sum(e => e.Units);

    private static V1.Exchange Of(
        Guid id, ExchangeDetail detail, string member, Timestamp createTime, string externalReference) => new()
    {
        Name = "exchanges/" + id.ToString("D"),
        Journal = JournalPrefix + id.ToString("D"),
        Member = member,
        Merchant = detail.Merchant,
        Paid = detail.Paid,
        Redeemed = detail.Redeemed,
        Detail = detail,
        CreateTime = createTime,
        ExternalReference = externalReference,
    };
}
