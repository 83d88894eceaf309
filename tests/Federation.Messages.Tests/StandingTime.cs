namespace Federation.Messages.Tests;

/// <summary>System time that moves when a test moves it.</summary>
internal sealed class StandingTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Given.Noon;

    public override DateTimeOffset GetUtcNow() => Now;
}
