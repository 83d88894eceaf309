using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>A call that must be refused.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Code">The gRPC status that it must get.</param>
/// <param name="Reason">The reason that it must get, as it travels.</param>
/// <param name="Fields">The fields that the refusal must name, and no others.</param>
/// <param name="CallAsync">Makes the call; a refusal is thrown.</param>
internal sealed record HostileCall(
    string Name, StatusCode Code, string Reason, string[] Fields, Func<HostileAlliance, Task> CallAsync);
