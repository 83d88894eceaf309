using System.Globalization;
using Federation.Design;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Web;

/// <summary>Reads what forms send: texts in both languages, counts, amounts and days. Pure.</summary>
/// <param name="form">What was sent.</param>
/// <param name="problems">To which mistakes are added.</param>
internal abstract class TypedForm(PostedForm form, List<FieldProblem> problems)
{
    protected PostedForm Form => form;

    protected void Mistake(string field, string mistake) => problems.Add(new(field, mistake));

    protected LocalizedText Text(string field) => new() { En = form[field + "-en"], ZhCn = form[field + "-zh"] };

    protected long Amount(string field, int scale, string mistake)
    {
        if (!AmountText.TryRead(form[field], scale, out var units))
            Mistake(field, mistake);
        return units;
    }

    /// <summary>0: nothing was typed, or a mistake.</summary>
    protected int Count(string field, string mistake)
    {
        if (form[field].Length == 0)
            return 0;
        if (int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            return count;
        Mistake(field, mistake);
        return 0;
    }

    /// <summary>When a day begins in the coin's zone, or the day after it; null: nothing was typed, or a mistake.
    /// </summary>
    protected Timestamp? Day(string field, CoinView coin, int later, string mistake)
    {
        if (form[field].Length == 0)
            return null;
        if (DayText.TryRead(form[field], out var day) && day < DateOnly.MaxValue.AddYears(-1))
            return Timestamp.FromDateTimeOffset(DayText.Begin(day.AddDays(later), coin.Zone));
        Mistake(field, mistake);
        return null;
    }
}
