using Federation.Hosting;
using Npgsql;

namespace Federation.Tests;

public class PostgresSettingsTests
{
    [Theory]
    [InlineData("Host=h", 100, true, PostgresSettings.Planning)]
    [InlineData("Host=h;Max Auto Prepare=0;No Reset On Close=false;Options=-c jit=off", 0, false, "-c jit=off")]
    [InlineData("Host=h;MaxAutoPrepare=7", 7, true, PostgresSettings.Planning)]
    public void Pooled_UnlessTheConnectionStringSaysOtherwise_PlansOnceAndDoesNotReset(
        string given, int prepared, bool notReset, string options)
    {
        var pooled = new NpgsqlConnectionStringBuilder(PostgresSettings.Pooled(given));
        Assert.Equal(("h", prepared, notReset, options),
            (pooled.Host, pooled.MaxAutoPrepare, pooled.NoResetOnClose, pooled.Options));
    }

    [Fact]
    public void Pooled_WithoutAConnectionString_HasNone() => Assert.Null(PostgresSettings.Pooled(null));
}
