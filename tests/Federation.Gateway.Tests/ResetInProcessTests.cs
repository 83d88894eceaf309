namespace Federation.Gateway.Tests;

public sealed class ResetInProcessTests(LocalGateway gateway) : ResetTests(gateway), IClassFixture<LocalGateway>;
