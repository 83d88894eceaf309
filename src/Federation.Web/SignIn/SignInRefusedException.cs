namespace Federation.Web;

/// <summary>The issuer said no, or what came back is not what was asked for.</summary>
internal sealed class SignInRefusedException(string message, Exception? cause = null) : Exception(message, cause);
