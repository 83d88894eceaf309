namespace Federation.Cli;

/// <summary>A command of a row failed; why is the inner exception.</summary>
internal sealed class RowFailedException(Purchase row, Exception cause)
    : Exception($"The replay stopped at line {row.Line} ({row.Id}). Run it again to go on there.", cause);
