namespace Federation.Gateway.Tests;

public sealed class StreamOverTheWireTests(RunningGateway gateway)
    : StreamTests(gateway), IClassFixture<RunningGateway>;
