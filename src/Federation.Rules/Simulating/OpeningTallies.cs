using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules;

/// <summary>
/// Finds what was counted before the first record of a history. The first record that names a tally says its value
/// then, unless a record before it moved that tally: then it began at 0, or it was named already.
/// </summary>
internal sealed class OpeningTallies
{
    private readonly HashSet<(TallyPlace Place, ByteString Subject)> known = [];

    /// <summary>The tallies that this record is the first to state a value of. Each is returned once.</summary>
    public IReadOnlyList<TallyValue> Of(EvaluationRecord record)
    {
        var (member, payer) = (record.Facts.Member?.Id ?? ByteString.Empty, TallyBook.PayerOf(record));
        var opened = record.Facts.Tallies
            .Where(t => !TallyNames.IsRisk(t.Key.Definition) && Learn(t.Key, member, payer)).ToList();
        foreach (var move in record.Result.Tallies.Concat(record.Result.TalliesWhenEarned))
            Learn(move.Key, member, payer);
        return opened;
    }

    private bool Learn(TallyKey key, ByteString member, ByteString payer) =>
        known.Add((TallyPlace.Of(key), TallyBook.SubjectOf(key.Per, member, payer)));
}
