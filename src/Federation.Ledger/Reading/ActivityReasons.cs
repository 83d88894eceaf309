using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>Journals that others name: the decisions that they are a part of, and what they undo.</summary>
internal sealed class ActivityReasons(IReadOnlyDictionary<JournalId, OutcomeRow> related)
{
    /// <summary>The journal with the names of what explains it.</summary>
    public Activity Explain(Journal journal)
    {
        var activity = new Activity { Journal = journal };
        var corrects = JournalId.TryParse(journal.Corrects, out var original) ? original : default;
        if (journal.Kind == JournalKind.Exchange)
            activity.Exchange = JournalId.Parse(journal.Name).NameAs(ResourceNames.Exchanges);
        else if (related.GetValueOrDefault(corrects)?.Kind == JournalKind.Exchange)
            activity.Exchange = corrects.NameAs(ResourceNames.Exchanges);
        if (!JournalId.TryParse(journal.Bundle, out var head)
            || related.GetValueOrDefault(head)?.Detail is not { } recorded)
            return activity;
        var detail = Any.Parser.ParseFrom(recorded);
        if (detail.TryUnpack<OrderDetail>(out var order))
            activity.Evaluation = ResourceNames.Evaluation(order.Program, order.Digest.Span);
        else if (detail.TryUnpack<EventDetail>(out var happened))
            activity.Evaluation = ResourceNames.Evaluation(happened.Program, happened.Digest.Span);
        else if (detail.TryUnpack<CorrectionDetail>(out var correction))
            activity.Correction = correction.Correction;
        else if (detail.TryUnpack<RedemptionDetail>(out var redemption))
            activity.Redemption = redemption.Redemption;
        else if (detail.TryUnpack<DrawEntryDetail>(out var entry))
            activity.Draw = entry.Draw;
        return activity;
    }
}
