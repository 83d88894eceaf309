using Federation.Testing;
using Microsoft.Extensions.Logging;

namespace Federation.Tests;

/// <summary>What fails the tests of all hosts: an error that nobody expected, in this process or in another.</summary>
public sealed class LoggedErrorsTests
{
    private static readonly Action<ILogger, Exception?> Broken =
        LoggerMessage.Define(LogLevel.Error, new EventId(9001, "Broken"), "It broke");

    private static readonly Action<ILogger, Exception?> Odd =
        LoggerMessage.Define(LogLevel.Warning, new EventId(9002, "Odd"), "It is odd");

    [Fact]
    public void Error_NotExpected_FailsWithItsEventNamed()
    {
        using var log = new LogCollector();
        Odd(log.For<LoggedErrorsTests>(), null);
        log.Errors.AssertNone();
        Broken(log.For<LoggedErrorsTests>(), null);

        var failure = Assert.Throws<InvalidOperationException>(log.Errors.AssertNone);
        Assert.Contains("9001 Broken", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => log.Errors.Expect("Odd"));
        Assert.Single(log.Errors.Expect("Broken"));
        log.Errors.AssertNone();
    }

    [Theory]
    [InlineData("02:05:05.426 fail: Federation.Hosting.RequestGuard[1001] /Earn failed", true)]
    [InlineData("crit: Microsoft.AspNetCore.Server.Kestrel[1001] It ended", true)]
    [InlineData("02:05:05.426 warn: Federation.Hosting.RequestGuard[1002] /Earn: a peer does not fail: x[1]", false)]
    [InlineData("ready grpc=http://127.0.0.1:1", false)]
    public void Line_OfAnotherProcess_IsAnErrorByItsLevel(string line, bool isError)
    {
        var errors = new LoggedErrors();
        errors.KeepLine(line);
        Assert.Equal(isError ? [line] : [], errors.All);
        if (isError)
            Assert.Equal([line], errors.Expect(1001));
        errors.AssertNone();
    }

    [Fact]
    public void Line_OfAnAllowedEvent_IsNotKept()
    {
        var errors = new LoggedErrors();
        errors.Allow("Some.Category[67]");
        errors.KeepLine("fail: Some.Category[67] It ended early");
        errors.AssertNone();
        errors.KeepLine("fail: Other.Category[67] It broke");
        errors.KeepLine("fail: Some.Category[13] It broke");
        Assert.Equal(2, errors.All.Count);
    }
}
