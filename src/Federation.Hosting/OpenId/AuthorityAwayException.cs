namespace Federation.Hosting;

/// <summary>An OpenID Connect provider does not answer.</summary>
public sealed class AuthorityAwayException(string message, Exception? cause = null) : Exception(message, cause);
