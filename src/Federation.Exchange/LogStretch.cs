using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange;

/// <summary>What a stretch of the ledger's log means for the list of exchanges. Pure.</summary>
internal sealed record LogStretch(
    long LastGroupNumber, IReadOnlyList<ExchangeRecord> Exchanges, IReadOnlyList<PartyRecord> Parties,
    IReadOnlyList<(Guid Exchange, long Units)> Refunds)
{
    public static LogStretch Of(ReadLogResponse log)
    {
        var exchanges = new List<ExchangeRecord>();
        var refunds = new Dictionary<Guid, long>();
        var (group, position) = (0L, 0);
        foreach (var journal in log.Journals)
        {
            position = journal.GroupNumber == group ? position + 1 : 0;
            group = journal.GroupNumber;
            if (journal.Kind == JournalKind.Exchange)
                exchanges.Add(RecordOf(journal, position));
            else if (ResourceNames.TryUuid(journal.Corrects, "journals/", out var corrected))
                refunds[corrected] = refunds.GetValueOrDefault(corrected) + Receipt.UnredeemedBy(journal);
        }
        return new LogStretch(
            log.LastGroupNumber, exchanges, [.. exchanges.SelectMany(PartiesOf)],
            [.. refunds.Select(r => (r.Key, r.Value))]);
    }

    private static ExchangeRecord RecordOf(Journal journal, int position) => new()
    {
        JournalId = Receipt.IdOf(journal.Name),
        GroupNumber = journal.GroupNumber,
        Position = position,
        MemberId = Receipt.MemberOf(journal).Value,
        SourcePartnerId = Receipt.SourcePartnerOf(journal),
        TillPartnerId = Receipt.TillPartnerOf(journal),
        CreateTime = journal.CreateTime.ToDateTimeOffset(),
        ExternalReference = journal.ExternalReference,
        Detail = journal.Detail.Value.ToByteArray(),
    };

    /// <summary>One row for each brand; a brand that is on both sides is one party.</summary>
    private static IEnumerable<PartyRecord> PartiesOf(ExchangeRecord exchange) =>
        new[] { exchange.SourcePartnerId, exchange.TillPartnerId }.Distinct().Select(partner => new PartyRecord
        {
            PartnerId = partner,
            GroupNumber = exchange.GroupNumber,
            Position = exchange.Position,
        });
}
