namespace Federation.Gateway.Tests;

/// <summary>A gateway whose backend runs in its own process and is called there.</summary>
public sealed class LocalGateway : RunningGateway
{
    protected override bool InProcess => true;
}
