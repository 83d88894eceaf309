using Federation.Hosting;

namespace Federation.Identity;

/// <summary>What was sent to the company's own authority, kept by the browser that will come back, sealed.</summary>
/// <param name="Attempt">What the answer, the identity token and the code are known by.</param>
/// <param name="Purpose">What the answer is for.</param>
/// <param name="ReturnTo">Where the browser goes on to.</param>
/// <param name="IsFresh">Whether the person has to prove anew who they are.</param>
/// <param name="Invitation">The secret of the invitation that it takes up; null for other purposes.</param>
internal sealed record AuthorityTry(
    OpenIdAttempt Attempt, AuthorityPurpose Purpose, string ReturnTo, bool IsFresh, string? Invitation);
