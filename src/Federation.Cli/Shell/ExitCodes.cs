namespace Federation.Cli;

/// <summary>What the process answers.</summary>
internal static class ExitCodes
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>The alliance refused, or its books are not balanced.</summary>
    public const int Refused = 1;

    /// <summary>What was asked cannot be meant, or the alliance cannot be reached.</summary>
    public const int BadInput = 2;

    /// <summary>It was interrupted.</summary>
    public const int Interrupted = 130;
}
