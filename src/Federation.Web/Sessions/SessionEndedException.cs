namespace Federation.Web;

/// <summary>The person was signed out meanwhile, here or elsewhere.</summary>
internal sealed class SessionEndedException() : Exception("The session has ended.");
