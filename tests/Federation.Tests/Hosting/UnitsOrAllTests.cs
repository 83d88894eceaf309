using Federation.Hosting;

namespace Federation.Tests;

public sealed class UnitsOrAllTests
{
    [Theory]
    [InlineData(1, false, true)]
    [InlineData(Units.MaxCommand, false, true)]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(-1, true, false)]
    [InlineData(-1, false, false)]
    [InlineData(Units.MaxCommand + 1, false, false)]
    public void UnitsOrAll_TakesOneOfTheTwo(long units, bool all, bool good)
    {
        var form = new Form();
        form.UnitsOrAll(units, all);
        Assert.Equal(good ? [] : ["units"], form.Problem()?.Fields.Select(f => f.Field) ?? []);
    }
}
