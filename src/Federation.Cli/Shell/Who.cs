using System.CommandLine;

namespace Federation.Cli;

/// <summary>Finds the credential that a command needs where <c>--as</c> names none; null: <c>--as</c> must name
/// it.</summary>
internal delegate ValueTask<string?> Who(Session session, ParseResult parse, CancellationToken cancel);
