using Federation.Exchange.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>One directed pair of a board: its exact rate, what a sample becomes, and its own terms.</summary>
public sealed partial class PairPage : OneBoardPage
{
    private const long MostUnits = 1_000_000_000_000_000;
    private PairRate? rate;

    /// <summary>The id of the coin that is given.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The id of the coin that is created.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>The sample.</summary>
    [SupplyParameterFromQuery(Name = "units")]
    public string? Units { get; set; }

    private string PairTitle => rate is null ? T.BoardPairHead
        : T.PairName(BrandOfCoin(rate.Source), BrandOfCoin(rate.Target));

    private string Fraction => $"{BoardDrafts.Text(rate!.Numerator)}/{BoardDrafts.Text(rate.Denominator)}";

    /// <summary>What applies to the pair, and whether it is its own.</summary>
    private IEnumerable<(string Label, string Value, bool IsOwn)> Terms =>
    [
        (T.FieldOffValue, F.Count(rate!.Values.OffValueUnits), rate.OwnValues),
        (T.FieldOnValue, F.Count(rate.Values.OnValueUnits), rate.OwnValues),
        (T.BoardFeeHead, F.Percent(rate.Fee.BasisPoints, 2), rate.OwnFee),
        (T.FieldFeeFixed, F.Count(rate.Fee.FixedUnits), rate.OwnFee),
        (T.FieldMinimum, F.Count(rate.Limits.MinimumUnits), rate.OwnLimits),
        (T.FieldMaximum, F.Count(rate.Limits.MaximumUnits), rate.OwnLimits),
    ];

    /// <summary>The form's fields, with what was typed, or what the pair has of its own.</summary>
    private IEnumerable<(string Id, string Label, string Value)> Fields
    {
        get
        {
            var own = rate!;
            yield return Field("off", T.FieldOffValue, own.OwnValues ? own.Values.OffValueUnits : null);
            yield return Field("on", T.FieldOnValue, own.OwnValues ? own.Values.OnValueUnits : null);
            yield return Field("points", T.FieldFeePoints, own.OwnFee ? own.Fee.BasisPoints : null);
            yield return Field("fixed", T.FieldFeeFixed, own.OwnFee ? own.Fee.FixedUnits : null);
            yield return Field("least", T.FieldMinimum, own.OwnLimits ? own.Limits.MinimumUnits : null);
            yield return Field("most", T.FieldMaximum, own.OwnLimits ? own.Limits.MaximumUnits : null);
        }
    }

    protected override async Task LoadAsync()
    {
        await ReadAsync();
        Units = BoardDrafts.TryRead(Units ?? "100", out var units) && units is > 0 and <= MostUnits
            ? BoardDrafts.Text(units) : "100";
        _ = BoardDrafts.TryRead(Units, out units);
        if (!ResourceNames.IsId(From ?? "") || !ResourceNames.IsId(To ?? ""))
            return;
        rate = (await Alliance.Client.Boards.ListRatesAsync(
            new ListRatesRequest
            {
                Name = Shown.Name,
                Sources = { ResourceNames.Coin(From!) },
                Targets = { ResourceNames.Coin(To!) },
                SampleUnits = units,
            },
            cancellationToken: Alliance.Cancel)).Rates.FirstOrDefault();
    }

    private (string, string, string) Field(string id, string label, long? own) =>
        (id, label, Typed("pair", id) ?? (own is { } units ? BoardDrafts.Text(units) : ""));

    private async Task SaveAsync()
    {
        if (rate is null)
            return;
        var form = PostedForm.Of(Context);
        var pair = new PairTerms { Source = rate.Source, Target = rate.Target };
        if (Both(form, "off", "on") is var (off, on))
            pair.Values = new PairValues { OffValueUnits = off, OnValueUnits = on };
        if (Both(form, "points", "fixed") is var (points, fixedUnits))
            pair.Fee = new PairFee { BasisPoints = (int)Math.Min(points, int.MaxValue), FixedUnits = fixedUnits };
        if (Both(form, "least", "most") is var (least, most))
            pair.Limits = new PairLimits { MinimumUnits = least, MaximumUnits = most };
        if (Problems.Count > 0)
            return;
        _ = BoardDrafts.TryRead(form["revision"], out var revision);
        await ActAsync(id => SaveAsync(id, pair, revision), BoardPaths.Pair(Shown.Name, pair.Source, pair.Target));
    }

    private async Task SaveAsync(string requestId, PairTerms pair, long revision)
    {
        await ReadAsync(withPairs: true);
        var terms = BoardDrafts.TermsOf(Shown);
        if (terms.Pairs.FirstOrDefault(p => (p.Source, p.Target) == (pair.Source, pair.Target)) is { } old)
            terms.Pairs.Remove(old);
        if (pair.Values is not null || pair.Fee is not null || pair.Limits is not null)
            terms.Pairs.Add(pair);
        await Alliance.Client.Boards.UpdateDraftAsync(
            new UpdateDraftRequest { RequestId = requestId, Name = Shown.Name, Terms = terms, Revision = revision },
            cancellationToken: Alliance.Cancel);
    }

    /// <summary>Two numbers that belong together; null: neither was typed, or one is wrong.</summary>
    private (long First, long Second)? Both(PostedForm form, string first, string second)
    {
        if (form[first].Length == 0 && form[second].Length == 0)
            return null;
        var (one, two) = (Read(form, first), Read(form, second));
        return one is { } a && two is { } b ? (a, b) : null;
    }

    private long? Read(PostedForm form, string field)
    {
        if (BoardDrafts.TryRead(form[field], out var units))
            return units;
        Problems.Add(new(field, form[field].Length == 0 ? T.BothOrNeither : T.BoardNumberWrong));
        return null;
    }
}
