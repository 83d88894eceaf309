namespace Federation.Web;

/// <summary>What the issuer gave for one session. It stays on the server.</summary>
/// <param name="Access">The access token, sent with each call.</param>
/// <param name="ExpireTime">When the access token ends.</param>
/// <param name="Refresh">What the next access token is asked for with; null where the issuer gives none.</param>
/// <param name="Id">The identity token, by which the issuer knows a session that is signed out.</param>
internal sealed record SessionTokens(string Access, DateTimeOffset ExpireTime, string? Refresh, string? Id);
