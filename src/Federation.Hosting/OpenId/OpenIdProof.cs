namespace Federation.Hosting;

/// <summary>The fields of a request to an OpenID Connect provider that prove who asks.</summary>
/// <param name="issuer">For whom the proof is: nobody else takes it.</param>
/// <param name="now">The machine's time.</param>
public delegate IEnumerable<KeyValuePair<string, string>> OpenIdProof(string issuer, DateTimeOffset now);
