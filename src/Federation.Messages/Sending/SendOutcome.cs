namespace Federation.Messages;

/// <summary>What a try to send a message came to.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The next hop took it.</summary>
    /// <param name="AnswerDigest">The SHA-256 of what it answered.</param>
    public sealed record Accepted(byte[] AnswerDigest) : SendOutcome;

    /// <summary>It was not taken; later it may be.</summary>
    /// <param name="Problem">Why; no address is in it.</param>
    public sealed record NotNow(string Problem) : SendOutcome;

    /// <summary>It was not taken, and will not be.</summary>
    /// <param name="Problem">Why; no address is in it.</param>
    public sealed record Never(string Problem) : SendOutcome;
}
