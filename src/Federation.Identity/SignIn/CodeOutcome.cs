namespace Federation.Identity;

/// <summary>What the right code has come to.</summary>
internal enum CodeOutcome
{
    /// <summary>The user of the address is signed in.</summary>
    SignedIn,

    /// <summary>The session's user has the address.</summary>
    Added,

    /// <summary>A user of another member has the address.</summary>
    AnothersAddress,

    /// <summary>The address is nobody's: it looks as if the code was wrong.</summary>
    NobodysAddress,
}
