namespace Federation.Identity;

/// <summary>A new key for an authenticator app, as a page shows it.</summary>
/// <param name="Text">To be typed.</param>
/// <param name="Address">For the camera.</param>
/// <param name="Kept">Sealed, for the form.</param>
public sealed record ShownAppKey(string Text, string Address, string Kept);
