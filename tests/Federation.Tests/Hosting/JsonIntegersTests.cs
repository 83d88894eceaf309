using System.Globalization;
using Federation.Hosting;

namespace Federation.Tests;

public sealed class JsonIntegersTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.000", "0")]
    [InlineData("0e99999999999999999999", "0")]
    [InlineData("7", "7")]
    [InlineData("-7", "-7")]
    [InlineData("1e3", "1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("1.0", "1")]
    [InlineData("1.50e1", "15")]
    [InlineData("1200e-2", "12")]
    [InlineData("12.5e1", "125")]
    [InlineData("0.001e3", "1")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775.807e3", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("9.007199254740993e15", "9007199254740993")]
    public void Integer_InAnySpelling_IsReadExactly(string text, string value)
    {
        Assert.True(JsonIntegers.TryParse(text, out var read));
        Assert.Equal(Int128.Parse(value, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.5")]
    [InlineData("15e-1")]
    [InlineData("1e-1")]
    [InlineData("1e21")]
    [InlineData("1e999999999999999999999")]
    [InlineData("1e-999999999999999999999")]
    [InlineData("007")]
    [InlineData("+7")]
    [InlineData(" 7")]
    [InlineData("7 ")]
    [InlineData("7\n")]
    [InlineData("0x10")]
    [InlineData("1.")]
    [InlineData(".5e1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    [InlineData("٣")]
    [InlineData("NaN")]
    [InlineData("ten")]
    public void Anything_ElseThanAWholeNumber_IsNone(string text) => Assert.False(JsonIntegers.TryParse(text, out _));
}
