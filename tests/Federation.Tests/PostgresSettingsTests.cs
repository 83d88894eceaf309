using Federation.Hosting;
using Npgsql;

namespace Federation.Tests;

public class PostgresSettingsTests
{
    [Theory]
    [InlineData("Host=h", 100, true)]
    [InlineData("Host=h;Max Auto Prepare=0;No Reset On Close=false", 0, false)]
    [InlineData("Host=h;MaxAutoPrepare=7", 7, true)]
    public void Pooled_UnlessTheConnectionStringSaysOtherwise_PreparesAndDoesNotReset(string given, int prepared, bool notReset)
    {
        var pooled = new NpgsqlConnectionStringBuilder(PostgresSettings.Pooled(given));
        Assert.Equal(("h", prepared, notReset), (pooled.Host, pooled.MaxAutoPrepare, pooled.NoResetOnClose));
    }

    [Fact]
    public void Pooled_WithoutAConnectionString_HasNone() => Assert.Null(PostgresSettings.Pooled(null));
}
