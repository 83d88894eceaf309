namespace Federation.Hosting;

/// <summary>An OpenID Connect provider said no, or what came back is not what was asked for.</summary>
public sealed class SignInRefusedException(string message, Exception? cause = null) : Exception(message, cause);
