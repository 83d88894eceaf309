namespace Federation.Cli;

/// <summary>A command of a row that the alliance refused and remembers so.</summary>
internal sealed record RememberedRefusal(string Command, string Reason, string Message);
