namespace Federation.Web;

/// <summary>The issuer does not answer.</summary>
internal sealed class AuthorityAwayException(string message, Exception? cause = null) : Exception(message, cause);
