using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What conditions and tables ask of an event.</summary>
internal static class EventCheck
{
    public static bool Is(EventIs wanted, Event happened) =>
        (wanted.Types_.Count == 0 || wanted.Types_.Contains(happened.Type))
        && (wanted.Objects.Count == 0 || wanted.Objects.Contains(happened.Object))
        && (wanted.Grades.Count == 0 || wanted.Grades.Contains(happened.Grade))
        && (wanted.Channels.Count == 0 || wanted.Channels.Contains(happened.Channel))
        && (wanted.Sides.Count == 0 || wanted.Sides.Contains(happened.Side))
        && IsIn(wanted.Satisfaction, happened.Answers is { HasSatisfaction: true } asked ? asked.Satisfaction : null)
        && IsIn(
            wanted.Recommendation,
            happened.Answers is { HasRecommendation: true } answered ? answered.Recommendation : null);

    /// <summary>The row of a table that is for the event; null if none is.</summary>
    public static EventTableRow? RowOf(EventTable table, OrderRun run)
    {
        var key = table.By switch
        {
            EventAttribute.Object => run.Event?.Object,
            EventAttribute.Grade => run.Event?.Grade,
            EventAttribute.Channel => run.Event?.Channel,
            EventAttribute.RunDay => run.CheckIn?.KeyOf(run.Rules.Terms.CheckIns),
            _ => null,
        };
        return string.IsNullOrEmpty(key) ? null : table.Rows.FirstOrDefault(r => r.Key == key);
    }

    private static bool IsIn(ScoreRange? range, int? score) =>
        range is null || (score is { } told && told >= range.Lowest && told <= range.Highest);
}
