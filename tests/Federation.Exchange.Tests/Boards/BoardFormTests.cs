using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Exchange.Tests;

public sealed class BoardFormTests
{
    [Fact]
    public void Terms_OfGoodForm_HaveNoProblem()
    {
        var terms = Given.Terms();
        (terms.FeeFixedUnits, terms.MinimumUnits, terms.MaximumUnits) = (1L << 40, 5, 5);
        terms.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/aster",
            Target = "coins/birch",
            Values = new PairValues { OnValueUnits = 1, OffValueUnits = 1L << 40 },
            Fee = new PairFee { BasisPoints = 9999, FixedUnits = 0 },
            Limits = new PairLimits { MinimumUnits = 7 },
        });

        Assert.Empty(Problems(terms));
    }

    [Fact]
    public void Terms_EveryProblem_IsNamedAtOnce()
    {
        var terms = Given.Terms(fee: 10_000);
        (terms.FeeFixedUnits, terms.MinimumUnits, terms.MaximumUnits) = (-1, 8, 7);
        terms.Values[0].OnValueUnits = 0;
        terms.Values[1].OffValueUnits = (1L << 40) + 1;
        terms.Values[2].Coin = "cedar";
        terms.Values[3].Coin = "coins/aster";
        terms.Pairs.Add(new V1.PairTerms { Source = "coins/aster", Target = "coins/birch" });
        terms.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/aster",
            Target = "coins/birch",
            Values = new PairValues { OnValueUnits = 0, OffValueUnits = 1 },
            Fee = new PairFee { BasisPoints = -1, FixedUnits = (1L << 40) + 1 },
            Limits = new PairLimits { MinimumUnits = -1, MaximumUnits = (1L << 62) + 1 },
        });
        terms.Pairs.Add(new V1.PairTerms { Source = "coins/birch", Target = "coins/birch", Limits = new PairLimits() });
        terms.Pairs.Add(new V1.PairTerms { Source = "coins/dune", Target = "coins/aster", Limits = new PairLimits() });

        Assert.Equal(
            [
                "terms.fee_basis_points", "terms.fee_fixed_units", "terms.maximum_units",
                "terms.values[0].on_value_units",
                "terms.values[1].off_value_units", "terms.values[2].coin", "terms.values[3].coin", "terms.pairs[0]",
                "terms.pairs[1]", "terms.pairs[1].values.on_value_units", "terms.pairs[1].fee.basis_points",
                "terms.pairs[1].fee.fixed_units", "terms.pairs[1].limits.minimum_units",
                "terms.pairs[1].limits.maximum_units", "terms.pairs[2].target", "terms.pairs[3].source",
            ],
            Problems(terms));
    }

    [Theory]
    [InlineData(0, 0, "terms.values")]
    [InlineData(1001, 0, "terms.values")]
    [InlineData(1, 40_001, "terms.pairs")]
    public void Terms_CountOutOfRange_IsRefused(int values, int pairs, string field)
    {
        var terms = new BoardTerms();
        terms.Values.AddRange(Enumerable.Range(0, values)
            .Select(i => new CoinValue { Coin = $"coins/c{i}", OnValueUnits = 1, OffValueUnits = 1 }));
        terms.Pairs.AddRange(Enumerable.Range(0, pairs).Select(_ => new V1.PairTerms()));

        Assert.Equal([field], Problems(terms));
    }

    [Fact]
    public void Terms_Missing_AreRequired() => Assert.Equal(["terms"], Problems(null));

    private static IEnumerable<string> Problems(BoardTerms? terms)
    {
        var form = new Form();
        form.CheckTerms(terms);
        return form.Problem()?.Fields.Select(f => f.Field) ?? [];
    }
}
