using Federation.Hosting;

namespace Federation.Web;

/// <summary>What was sent to the issuer, kept by the browser that will come back, sealed.</summary>
/// <param name="Attempt">What the answer, the identity token and the code are known by.</param>
/// <param name="Return">The page to go to.</param>
/// <param name="ExpireTime">Until when the answer is waited for.</param>
/// <param name="Fresh">Whether the person had to prove anew who they are.</param>
internal sealed record SignInTry(OpenIdAttempt Attempt, string Return, DateTimeOffset ExpireTime, bool Fresh);
