using System.Diagnostics.Metrics;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.Extensions.Logging;

namespace Federation.Tests;

/// <summary>Who is turned away is counted each time, and logged as often as a disk bears.</summary>
public sealed class AccessLogTests : IDisposable
{
    private readonly LogCollector lines = new();
    private readonly SteppedTime time = new();
    private readonly ILoggerFactory loggers;
    private readonly AccessLog access;

    public AccessLogTests()
    {
        loggers = LoggerFactory.Create(b => b.AddProvider(lines));
        access = new AccessLog(loggers.CreateLogger<AccessLog>(), time);
    }

    [Theory]
    [InlineData(ErrorReason.RoleMissing, "CallForbidden")]
    [InlineData(ErrorReason.ScopeMissing, "CallForbidden")]
    [InlineData(ErrorReason.NotYours, "CallForbidden")]
    [InlineData(ErrorReason.SamePerson, "CallForbidden")]
    [InlineData(ErrorReason.TokenInvalid, "NotAuthenticated")]
    [InlineData(ErrorReason.AudienceNotAccepted, "NotAuthenticated")]
    [InlineData(ErrorReason.InsufficientCoins, null)]
    [InlineData(ErrorReason.FieldInvalid, null)]
    public void Refusal_IsLogged_WhereItIsAboutWhoMay(ErrorReason reason, string? eventName)
    {
        var caller = new Caller(
            Principal.Parse("admins/ben"), Role.AllianceApprover, new HashSet<string>())
        { ClientId = "alliance-ben" };
        access.Note(new Refusal(reason, "No."), caller, "/federation.partners.v1.PartnerService/RegisterPartner");

        foreach (var name in new[] { "CallForbidden", "NotAuthenticated" })
            Assert.Equal(name == eventName ? 1 : 0, lines.Of(name).Count);
        if (eventName != "CallForbidden")
            return;
        var line = lines.Of(eventName)[0];
        foreach (var part in new[] { "admins/ben", "alliance-ben", "RegisterPartner", Refusal.NameOf(reason) })
            Assert.Contains(part, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_WithoutEnd_AreAllCountedAndSomeLogged()
    {
        var counted = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "access.unauthenticated")
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, n, tags, _) =>
        {
            if (tags.ToArray().Any(t => t.Value is "test_of_the_budget"))
                counted += n;
        });
        listener.Start();
        for (var i = 0; i < 1000; i++)
            access.NoteUnauthenticated("test_of_the_budget", "nobody", "/connect/token");
        Assert.Equal(1000, counted);
        var logged = lines.Of("NotAuthenticated").Count;
        Assert.InRange(logged, 1, 100);

        time.Now += TimeSpan.FromMinutes(2);
        access.NoteUnauthenticated("test_of_the_budget", "nobody", "/connect/token");
        var last = lines.Of("NotAuthenticated")[^1];
        Assert.Contains($"{1000 - logged} such lines were left out", last, StringComparison.Ordinal);
    }

    [Fact]
    public void Client_OfAStranger_IsMadeHarmlessInTheLog()
    {
        access.NoteUnauthenticated("invalid_client", "a\nWARN forged \u202e" + new string('x', 500), "/connect/token");

        var line = Assert.Single(lines.Of("NotAuthenticated"));
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\u202e', line);
        Assert.True(line.Length < 400, line);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public DateTimeOffset Now { get; set; } = Start;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => (Now - Start).Ticks;
    }

    public void Dispose()
    {
        access.Dispose();
        loggers.Dispose();
        lines.Dispose();
    }
}
