using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf;

namespace Federation.Ledger;

/// <summary>Packs journals by column, until a batch is full. What repeats (members, assets, partners, principals) is
/// written once a batch and named by its place.</summary>
internal sealed class LogBatch(long lastGroupNumber)
{
    /// <summary>The most bytes of a batch: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    // What the numbers of one journal and of one entry take at most, and a string or a detail beside its own bytes.
    private const int JournalBytes = (3 * 16) + 70;
    private const int EntryBytes = 60;
    private const int StringBytes = 5;
    private const int IdBytes = 16;

    private readonly Dictionary<Guid, int> members = [];
    private readonly Dictionary<string, int> assets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> partners = new(StringComparer.Ordinal);
    private readonly Dictionary<Principal, int> principals = [];
    private readonly List<byte> ids = [];
    private readonly List<byte> requestIds = [];
    private readonly List<byte> corrects = [];
    private JournalColumns journals = new();
    private EntryColumns entries = new();
    private long group = lastGroupNumber;
    private int bytes;

    /// <summary>The last group that is whole with what was added.</summary>
    public long LastGroupNumber { get; set; } = lastGroupNumber;

    /// <summary>Adds a journal; false when it has no room beside what is there.</summary>
    public bool TryAdd(LoggedRecord logged)
    {
        var journal = logged.Journal;
        var size = SizeOf(journal);
        if (bytes > 0 && bytes + size > MaxBytes)
            return false;
        bytes += size;
        // A journal of another group: the one before it is whole.
        if (group != journal.GroupNumber)
            (LastGroupNumber, group) = (Math.Max(LastGroupNumber, journal.GroupNumber - 1), journal.GroupNumber);
        AddJournal(logged);
        foreach (var entry in journal.Entries)
            AddEntry(entry);
        return true;
    }

    /// <summary>What was added, as a message; the next batch begins empty.</summary>
    public StreamLogResponse Take()
    {
        journals.Ids = Bytes(ids);
        journals.RequestIds = Bytes(requestIds);
        journals.Corrects = Bytes(corrects);
        var batch = new StreamLogResponse { LastGroupNumber = LastGroupNumber, Journals = journals, Entries = entries };
        batch.MemberIds = Bytes([.. InOrder(members).SelectMany(m => m.ToByteArray(bigEndian: true))]);
        batch.Assets.AddRange(InOrder(assets));
        batch.PartnerIds.AddRange(InOrder(partners));
        batch.Principals.AddRange(InOrder(principals).Select(p => p.Name));
        (journals, entries, bytes) = (new(), new(), 0);
        foreach (var list in new[] { ids, requestIds, corrects })
            list.Clear();
        members.Clear();
        assets.Clear();
        partners.Clear();
        principals.Clear();
        return batch;
    }

    private void AddJournal(LoggedRecord logged)
    {
        var journal = logged.Journal;
        Add(ids, journal.Id.Value);
        Add(requestIds, journal.RequestId);
        Add(corrects, journal.Corrects?.Value ?? Guid.Empty);
        journals.Kinds.Add(journal.Kind);
        journals.Principals.Add(PlaceOf(principals, journal.Principal));
        journals.CreateTimes.Add(Moments.ToMicroseconds(journal.Time));
        journals.GroupNumbers.Add(journal.GroupNumber);
        journals.CorrectedKinds.Add(logged.CorrectedKind ?? default);
        journals.CorrectedTimes.Add(Microseconds(logged.CorrectedTime));
        journals.EffectiveTimes.Add(Microseconds(journal.EffectiveTime));
        journals.HoldExpireTimes.Add(Microseconds(journal.Until));
        journals.ExternalReferences.Add(journal.ExternalReference ?? "");
        journals.ReasonCodes.Add(journal.ReasonCode ?? "");
        journals.Details.Add(journal.Detail is { } detail ? ByteString.CopyFrom(detail) : ByteString.Empty);
        journals.Entries.Add(journal.Entries.Count);
    }

    private void AddEntry(EntryRecord entry)
    {
        entries.Kinds.Add(entry.Kind);
        entries.Assets.Add(PlaceOf(assets, entry.Asset));
        entries.Units.Add(entry.Units);
        entries.Members.Add(entry.MemberId is { } member ? PlaceOf(members, member) : 0);
        entries.Partners.Add(entry.Party is { Length: > 0 } party ? PlaceOf(partners, party) : 0);
        entries.BalancesAfter.Add(entry.BalanceAfter ?? 0);
        entries.Versions.Add(entry.Version ?? 0);
        entries.LotCodes.Add(entry.Lot?.Code ?? 0);
    }

    /// <summary>An upper bound, as if nothing of it were in the batch yet.</summary>
    private static int SizeOf(JournalRecord journal) =>
        JournalBytes + TextBytes(journal.Principal.Name) + TextBytes(journal.ExternalReference)
        + TextBytes(journal.ReasonCode)
        + StringBytes + (journal.Detail?.Length ?? 0)
        + journal.Entries.Sum(e => EntryBytes + IdBytes + TextBytes(e.Asset) + TextBytes(e.Party));

    private static int TextBytes(string? text) =>
        StringBytes + (text is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(text));

    private static int PlaceOf<T>(Dictionary<T, int> places, T value)
        where T : notnull
    {
        if (!places.TryGetValue(value, out var place))
            places.Add(value, place = places.Count + 1);
        return place;
    }

    private static IEnumerable<T> InOrder<T>(Dictionary<T, int> places)
        where T : notnull => places.OrderBy(p => p.Value).Select(p => p.Key);

    private static void Add(List<byte> column, Guid id) => column.AddRange(id.ToByteArray(bigEndian: true));

    private static ByteString Bytes(List<byte> column) => ByteString.CopyFrom([.. column]);

    private static long Microseconds(DateTimeOffset? time) => time is { } at ? Moments.ToMicroseconds(at) : 0;
}
