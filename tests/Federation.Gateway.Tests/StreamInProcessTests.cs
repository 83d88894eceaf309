namespace Federation.Gateway.Tests;

public sealed class StreamInProcessTests(LocalGateway gateway) : StreamTests(gateway), IClassFixture<LocalGateway>;
