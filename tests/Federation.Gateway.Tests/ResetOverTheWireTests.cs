namespace Federation.Gateway.Tests;

public sealed class ResetOverTheWireTests(RunningGateway gateway) : ResetTests(gateway), IClassFixture<RunningGateway>;
