using Federation.Hosting;

namespace Federation.Scenarios;

/// <summary>A command with cedar on one side of it, sound but for the suspension.</summary>
internal sealed record SuspendedCall(string Method, Sides Side, Func<Task> SendAsync);
