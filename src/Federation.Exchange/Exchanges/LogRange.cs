using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange;

/// <summary>What a range of the ledger's log means for the list of exchanges. Pure.</summary>
internal sealed record LogRange(
    long LastGroupNumber, IReadOnlyList<ExchangeRecord> Exchanges, IReadOnlyList<PartyRecord> Parties,
    IReadOnlyList<(JournalId Exchange, long Units)> Refunds)
{
    /// <summary>What entries tell of the member, and of what corrections gave back. The coins' issuers are in the
    /// detail.</summary>
    private static readonly AccountKind[] Telling =
        [AccountKind.Wallet, AccountKind.Held, AccountKind.Redeemed, AccountKind.ExchangedIn];

    /// <summary>Asks for the next range. Exchanges that an older version recorded name the issuers in their positions
    /// alone: with all entries.</summary>
    public static ReadLogRequest After(long groupNumber, int groups, bool allEntries = false)
    {
        var request = new ReadLogRequest { AfterGroupNumber = groupNumber, Limit = groups };
        request.Kinds.Add(JournalKind.Exchange);
        if (!allEntries)
            request.EntryKinds.AddRange(Telling);
        return request;
    }

    /// <summary>Whether it was read with too few entries.</summary>
    public static bool LacksEntries(ReadLogResponse log) =>
        JournalsOf(log).Any(j => j.Kind == JournalKind.Exchange && j.Detail.Unpack<ExchangeDetail>().Legs.Count == 0);

    /// <param name="log">The range.</param>
    /// <param name="membersOfHolds">Of the holds, by their journals, whose captures do not tell the
    /// member.</param>
    public static LogRange Of(ReadLogResponse log, IReadOnlyDictionary<JournalId, MemberId> membersOfHolds)
    {
        var exchanges = new List<ExchangeRecord>();
        var refunds = new Dictionary<JournalId, long>();
        var (group, position) = (0L, 0);
        foreach (var journal in JournalsOf(log))
        {
            position = journal.GroupNumber == group ? position + 1 : 0;
            group = journal.GroupNumber;
            if (journal.Kind == JournalKind.Exchange)
                exchanges.Add(RecordOf(journal, position, membersOfHolds));
            else if (JournalId.TryParse(journal.Corrects, out var corrected))
                refunds[corrected] = refunds.GetValueOrDefault(corrected) + Answers.UnredeemedBy(journal);
        }
        return new LogRange(
            log.LastGroupNumber, exchanges, [.. exchanges.SelectMany(PartiesOf)],
            [.. refunds.Select(r => (r.Key, r.Value))]);
    }

    private static IEnumerable<Journal> JournalsOf(ReadLogResponse log) => log.Journals.Select(j => j.Journal);

    private static ExchangeRecord RecordOf(
        Journal journal, int position, IReadOnlyDictionary<JournalId, MemberId> membersOfHolds)
    {
        var detail = journal.Detail.Unpack<ExchangeDetail>();
        return new ExchangeRecord
        {
            JournalId = JournalId.Parse(journal.Name).Value,
            GroupNumber = journal.GroupNumber,
            Position = position,
            MemberId = (Answers.MemberOf(journal) ?? membersOfHolds[JournalId.Parse(journal.Corrects)]).Value,
            SourcePartners = Answers.SourcePartnersOf(journal, detail),
            TargetPartnerId = Answers.TargetPartnerOf(detail),
            CreateTime = journal.CreateTime.ToDateTimeOffset(),
            ExternalReference = journal.ExternalReference,
            Detail = journal.Detail.Value.ToByteArray(),
        };
    }

    /// <summary>The holds that must be asked for the member: their captures took no coins.</summary>
    public static IEnumerable<JournalId> HoldsToAsk(ReadLogResponse log) => JournalsOf(log)
        .Where(j => j.Kind == JournalKind.Exchange && Answers.MemberOf(j) is null)
        .Select(j => JournalId.Parse(j.Corrects)).Distinct();

    /// <summary>One row for each brand; a brand that is on both sides is one party.</summary>
    private static IEnumerable<PartyRecord> PartiesOf(ExchangeRecord exchange) =>
        exchange.SourcePartners.Ids.Append(exchange.TargetPartnerId).Distinct().Select(partner => new PartyRecord
        {
            PartnerId = partner,
            GroupNumber = exchange.GroupNumber,
            Position = exchange.Position,
        });
}
